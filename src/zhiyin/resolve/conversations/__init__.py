"""The talk in a case: replies, notes, drafts; and the desk where people work.

Nouns: reply, note, draft.
"""
