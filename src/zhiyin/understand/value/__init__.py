"""What a customer is worth and how likely they are to leave, from orders and events; pinned as traits.

Nouns: value, risk.
"""
