"""The talk in a case: replies, notes, drafts; and the desk where people work.

Nouns: reply (a message of ours in a case), note (for colleagues only), draft (kept for one person, case and face).
"""
