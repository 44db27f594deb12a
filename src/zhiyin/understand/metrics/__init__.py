"""Each number defined once, for one unit, with its n and interval.

Nouns: metric, unit row, figure, window, series. The board, the export, the API, promises, experiments and proofs of
improvement call the one function and show the one number.
"""
