"""The e-mail provider: reading what comes, writing what goes, and telling machines from people."""
