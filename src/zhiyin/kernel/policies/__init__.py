"""What is in force: versioned rule values and decision tables, with history, who changed what, and variants.

Nouns: policy, version, row, variant, decision. A room declares its policies in `kinds.py`; anyone reads what is in force.
"""
