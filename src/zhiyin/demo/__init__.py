"""A simulated company with known truths: it seeds the demo and feeds tests and benchmarks.

Heming 和鸣, a group of two hotels and an online shop, with Chinese and English customers. Nouns: truth, population,
history, traffic. What is planted stands in `truths.py` and nowhere else; the product must find it from the data alone.
"""
