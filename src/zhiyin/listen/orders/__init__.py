"""What customers buy: orders and their lines, from shops and imports.

Nouns: order, line.
"""
