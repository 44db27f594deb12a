"""Public, measurable promises with a remedy that is given without being claimed; and the proof that it was.

Nouns: guarantee, rule (one version of it), evidence, return, receipt. It grants through compensation and books nothing
itself.
"""
