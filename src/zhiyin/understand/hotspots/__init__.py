"""Where service hurts now: the topics that grew, with evidence.

Nouns: hotspot, evidence, decision. It counts customers, not texts, so that one who writes ten times makes no surge.
"""
