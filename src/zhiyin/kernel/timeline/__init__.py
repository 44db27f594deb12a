"""What happened: one append-only line of events, and the `because` that leads from any of them to the first message.

Nouns: event (a frozen dataclass a room announces), entry (its row), reaction. It never rebuilds state: tables are the
truth for work, the timeline is the story.
"""
