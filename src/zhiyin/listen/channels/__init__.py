"""Everything that comes in and everything that goes out: e-mail, web chat, the API.

Nouns: channel, arrival, message, attachment, delivery. What comes in is stored raw before it is acknowledged and processed
from that store; what goes out passes one outbox. It never decides what a message means: it opens nothing and promises
nothing, it only announces that a message was received, sent or could not be sent.
"""
