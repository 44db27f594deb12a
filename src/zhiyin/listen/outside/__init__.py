"""What other programs tell us: CloudEvents, kept raw under (source, id) before they are acknowledged.

Nouns: outside event. It becomes an entry of the timeline, of the customer that it names or of none; what it means for
anybody is decided later, by those who react. It never opens work by itself.
"""
