"""Where service hurts now: the topics that grew, with evidence.

Nouns: hotspot, evidence.
"""
