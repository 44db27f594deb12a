"""Recover 补救: put it right after a failure."""
