"""What we owe a customer by when, and the clock that shows its arithmetic.

Nouns: promise, calendar, pause, breach.
"""
