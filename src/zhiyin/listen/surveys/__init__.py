"""Forms that ask customers: satisfaction, recommendation; invitations by signed link; answers.

Nouns: form, question, invitation, answer.
"""
