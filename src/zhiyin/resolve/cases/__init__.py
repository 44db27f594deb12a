"""One record for each request, from open to closed.

Nouns: case, closure, reopening, grading (who judged severity and urgency, and why), set-aside (automatic mail that
belongs to no case). A case never holds its promises: they are rows of their own. When nearest promise ends is pinned to
it by the promises room through `actions.note_due`, so that a list can be sorted by it.
"""
