"""Experiments 对照实验: does another rule serve customers better? Some get it, by lot; what follows is counted by customer.

Nouns: experiment (its design is frozen when it starts), exposure (a customer met an arm for the first time), conclusion.
It tries rows of one policy and puts the winner's in force; it never decides by itself, and it reads no result when the arms
did not get the customers they were meant to get.
"""
