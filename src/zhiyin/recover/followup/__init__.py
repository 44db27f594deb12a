"""After the repair: asks how it went, and acts on a bad answer.

Nouns: follow-up, call back.
"""
