"""Resolve 解决: answer and fix, under a promise with a clock."""
