"""Fairness 公平: are customers treated alike in like cases?

It compares what groups of customers got for the same broken promise, cell by cell. It keeps nothing and decides nothing: it
raises a flag that a person looks into.
"""
