"""The web chat: the customer's page, the script that embeds it, and who the visitor is."""
