"""Real input in bulk: CSV, JSONL, Parquet and XES become rows, at COPY speed, announcing nothing.

Nouns: import, target, mapping, bad row. A room offers a target in its `kinds.py`; the engine reads, maps, checks, resumes.
"""
