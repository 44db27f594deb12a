"""The pages of guarantees: for people who work here, for everybody, for a receipt, for a return."""
