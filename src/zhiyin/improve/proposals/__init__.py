"""Proposals 改进提案: what we think would make service better, why we think so, who looked at it, and what was decided.

Nouns: proposal, review, decision. A hotspot drafts one by itself, people write their own. It never changes a policy itself:
an experiment, or a person on the policy's page, does.
"""
