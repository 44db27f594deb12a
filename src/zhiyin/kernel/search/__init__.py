"""One index over everything a person may look for, Chinese and English.

Nouns: document, query. Rooms put documents in; a search returns only what the actor may see.
"""
