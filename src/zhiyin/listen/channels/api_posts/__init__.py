"""Messages that programs bring as JSON."""
