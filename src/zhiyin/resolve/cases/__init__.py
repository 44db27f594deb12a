"""One record for each request, from open to closed.

Nouns: case, assignment, closure, reopening. A case never holds its promises: they are rows of their own.
"""
