"""What a customer is worth and how likely they are to leave, from orders and events; pinned as traits.

Nouns: value, band, bounds, risk. It explains itself in plain words and never sets a price.
"""
