"""Who is served: parties, their identities with verification, merge and unmerge, consent by purpose; and traits.

Nouns: customer, identity, merge, consent, trait. A merge moves no row: it points one customer at another, so that
taking it back is exact. A trait is what a later stage found out and pinned here for earlier ones to read.
"""
