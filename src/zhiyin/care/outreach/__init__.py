"""Reaching out before a customer leaves: tasks for people, with the reason.

Nouns: outreach.
"""
