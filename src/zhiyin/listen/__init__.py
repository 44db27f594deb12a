"""Listen 倾听: collect what customers say, do and feel."""
