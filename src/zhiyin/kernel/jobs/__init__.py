"""Work for later: queues on the same PostgreSQL, and the calendar of recurring work.

Nouns: job, queue, recurring work, tick. A job deferred inside a transaction exists when it commits and never otherwise.
"""
