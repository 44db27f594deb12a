"""The phone: what a telephone system tells of calls, who calls, what is to be said, and what was said.

Nouns: call, script, script step. A call event arrives like every message (stored raw first, processed once). The end of a
call becomes a message of its customer. This room never dials and keeps no sound: a recording is an address elsewhere.
"""
