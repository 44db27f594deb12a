"""What a text is about and in which mood: a topic and a mood for each message and each feedback.

Nouns: topic, lexicon, label, correction. A person's correction beats the machine, and both are kept.
"""
