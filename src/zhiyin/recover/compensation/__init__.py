"""Makes good what we broke: an award by policy, within authority, booked in the ledger.

Nouns: award, approval, apology.
"""
