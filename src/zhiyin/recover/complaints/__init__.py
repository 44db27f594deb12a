"""A complaint from receipt to closing, what repeats made a problem, and reports of danger.

Nouns: complaint, step, evidence, cause, solution, statutory clock; problem, correction, proof; safety report, seal, alarm.
A complaint never pays: what a customer is given is compensation's. It adds nothing to the case but rows about it.
"""
