"""Content only: what an industry starts with, in Chinese and English."""
