"""Whether like cases are treated alike: compensation and promises across groups.

Nouns: comparison, cell.
"""
