"""Telegram bots: updates come by webhook, answers leave by the Bot API."""
