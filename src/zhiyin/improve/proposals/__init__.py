"""From a finding to a decision: a proposal with evidence, reviewed by people.

Nouns: proposal, review.
"""
