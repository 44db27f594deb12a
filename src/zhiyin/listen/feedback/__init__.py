"""What customers say unasked: reviews, suggestions, counters.

Nouns: feedback. It never answers: a room of resolve does.
"""
