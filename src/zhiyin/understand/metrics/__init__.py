"""Each number defined once, for one unit, with its n and interval.

Nouns: metric, value, window.
"""
