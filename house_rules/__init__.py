"""The rules of the house, checked by a machine: each rule is a function that gives back what breaks it."""
