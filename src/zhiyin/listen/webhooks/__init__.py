"""What we tell other programs: entries of the timeline, signed, to the addresses that asked for them.

Nouns: webhook (a receiver's address and the events that it wants), secret, delivery (one entry for one webhook), attempt,
disabling. A delivery is written in the transaction of the announcement, and sent afterwards, perhaps more than once, always
under the same id. It never interprets what an event means: it knows events by their names alone.
"""
