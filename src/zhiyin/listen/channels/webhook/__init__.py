"""A program of your own as a channel: it posts JSON to us, and we post the answers to it. The example of a provider."""
