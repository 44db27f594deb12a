"""Zhiyin 知音: hear every customer, keep every promise, and prove every improvement."""

__version__ = "0.1.0"
