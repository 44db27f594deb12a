"""Pure Python that knows no database, no Django and no customer; it could be published tomorrow."""
