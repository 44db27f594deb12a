"""Understand 洞察: who, what, why and how much, with honest intervals."""
