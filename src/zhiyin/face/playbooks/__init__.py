"""Playbooks as people read and write them: words, the editor's fields, the API's shapes."""
