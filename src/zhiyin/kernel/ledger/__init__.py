"""Double-entry accounts in money, points, vouchers and hours; hash-chained, append-only.

Nouns: account, posting, transaction. It never deletes: a mistake is reversed.
"""
