"""Telegram's side of a bot, written from the Bot API's documentation: its updates, its methods, its errors."""

from __future__ import annotations

import time
from typing import Any

from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback, said

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
FANG = 1111111


def message(id: int = 1365, text: str | None = "还有房间吗", **more: Any) -> dict[str, Any]:
    """A message of a private chat, as an update carries it."""
    words = {} if text is None else {"text": text}
    return {
        "message_id": id,
        "from": {
            "id": FANG,
            "is_bot": False,
            "first_name": "芳",
            "last_name": "王",
            "username": "fang",
            "language_code": "zh-hans",
        },
        "chat": {"id": FANG, "first_name": "芳", "last_name": "王", "username": "fang", "type": "private"},
        "date": int(time.time()) - 30,
        **words,
        **more,
    }


def failure(code: int, description: str, **parameters: Any) -> Answer:
    more = {"parameters": parameters} if parameters else {}
    return said(code, ok=False, error_code=code, description=description, **more)


class Telegram(Loopback):
    """The API of one bot. `fails` gives the next messages errors, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.webhook: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        self.fails: list[Answer | None] = []
        self.files = {"photos/file_7.jpg": b"\xff\xd8\xff photo"}
        self.sent: list[Any] = []

    def answer(self, asked: Asked) -> Answer | None:
        before = f"/bot{TOKEN}/"
        if asked.path.startswith(f"/file{before}"):
            content = self.files.get(asked.path.removeprefix(f"/file{before}"))
            return Answer(404) if content is None else Answer(200, content, "application/octet-stream")
        if not asked.path.startswith(before):
            return failure(401, "Unauthorized")
        method = asked.path.removeprefix(before)
        if method == "getMe":
            return said(
                ok=True, result={"id": 110201543, "is_bot": True, "first_name": "知音", "username": "zhiyin_bot"}
            )
        if method == "setWebhook":
            self.webhook |= asked.said
            return said(ok=True, result=True, description="Webhook was set")
        if method == "getWebhookInfo":
            return said(ok=True, result={k: v for k, v in self.webhook.items() if k != "secret_token"})
        if method == "getFile":
            if asked.said["file_id"] == "huge":
                return failure(400, "Bad Request: file is too big")
            path = {"photo-large": "photos/file_7.jpg"}.get(asked.said["file_id"], "documents/gone")
            return said(ok=True, result={"file_id": asked.said["file_id"], "file_path": path})
        if method == "sendMessage":
            return self.send_message(asked.said)
        if method in ("sendPhoto", "sendDocument"):
            return self.send_file(asked, method.removeprefix("send").lower())
        return failure(404, "Not Found")

    def send_message(self, wanted: dict[str, Any]) -> Answer | None:
        self.sent.append(wanted)
        if self.fails:
            return self.fails.pop(0)
        if len(wanted["text"].encode("utf-16-le")) // 2 > 4096:
            return failure(400, "Bad Request: message is too long")
        return said(ok=True, result={"message_id": 9000 + len(self.sent), "chat": {"id": wanted["chat_id"]}})

    def send_file(self, asked: Asked, field: str) -> Answer | None:
        form = asked.form
        self.sent.append({"chat_id": int(form["chat_id"][1]), field: form[field]})
        if self.fails:
            return self.fails.pop(0)
        return said(ok=True, result={"message_id": 9000 + len(self.sent), "chat": {"id": FANG}})
