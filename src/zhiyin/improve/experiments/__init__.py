"""Trying a change on some customers and proving its effect before it is for all.

Nouns: experiment, arm, exposure, decision.
"""
