"""The trail: who did what because of what, kept rates, and the proof that nothing was altered.

Nouns: trail.
"""
