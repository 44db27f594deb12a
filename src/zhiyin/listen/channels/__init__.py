"""Where messages come in and go out: the SMTP door, web chat, the API; and the one outbox.

Nouns: channel, arrival (raw, stored before acknowledged), message, delivery.
"""
