"""Audits 审计: can one rely on what we say? Kept promises, fairness, the ledger's chain, and who changed what and why.

Nouns: ledger check. The trail itself is the timeline; this room only finds the entries that an auditor asks for.
"""
