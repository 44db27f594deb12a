"""Who takes a case, and why this person; who is told when time runs out.

Nouns: wait (a case that nobody owns stands in its unit's queue), placement (who was given it, with the reason and the
alternatives), alarm (who was told that a promise runs out, that nobody owns a case, that it was handed on too often).
Skills, languages, shifts and presence of people are the kernel's; a case is assigned by the action of cases.
"""
