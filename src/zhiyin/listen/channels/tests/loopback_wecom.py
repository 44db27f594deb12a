"""WeCom's side of WeChat customer service, written from its documentation: what it signals, what it gives, what it answers.

Shapes and words are those of developer.work.weixin.qq.com: 接收消息和事件, 发送消息, 发送欢迎语等事件响应消息,
获取客户基础信息, 获取 access_token, 上传临时素材, 回调配置.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback, said
from zhiyin.listen.channels.wechat.crypt import encrypted, signature
from zhiyin.listen.channels.wechat.envelope import xml_of

CORP, SECRET, TOKEN = "ww5823bf96d3bd56c7", "a-corp-secret-0123456789", "sesame88"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
DESK, SHOP, LI = (
    "wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw",
    "wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTx",
    "wmAJ2GCAAAme1XQRC-NI-q0_ZM9ukoAw",
)

EVENT = """<xml>
   <ToUserName><![CDATA[{corp}]]></ToUserName>
   <CreateTime>{at}</CreateTime>
   <MsgType><![CDATA[event]]></MsgType>
   <Event><![CDATA[kf_msg_or_event]]></Event>
   <Token><![CDATA[{token}]]></Token>
   <OpenKfId><![CDATA[{account}]]></OpenKfId>
</xml>"""


def signal(account: str = DESK, token: str = "ENCApHxnGDNAVNY4AaSJKj4Tb5mwsEMzxhFmHVGcra996NR") -> str:
    return EVENT.format(corp=CORP, at=int(time.time()), token=token, account=account)


def sealed(
    content: str, nonce: str = "1372623149", *, at: float | None = None, corp: str = CORP, token: str = TOKEN
) -> tuple[dict[str, str], str]:
    """The query that signs this content, and the content as it is encrypted."""
    letter = encrypted(AES_KEY, content, corp)
    timestamp = str(int(time.time() if at is None else at))
    query = {"msg_signature": signature(token, timestamp, nonce, letter), "timestamp": timestamp, "nonce": nonce}
    return query, letter


def request(content: str, **more: Any) -> tuple[str, str]:
    """Query and body of a callback."""
    query, letter = sealed(content, **more)
    return urlencode(query), xml_of({"ToUserName": CORP, "AgentID": "3010185", "Encrypt": letter})


def message(id: str = "from_msgid_1", kind: str = "text", account: str = DESK, **inside: Any) -> dict[str, Any]:
    """A message of a customer, as `sync_msg` gives it."""
    return {
        "msgid": id,
        "open_kfid": account,
        "external_userid": LI,
        "send_time": int(time.time()) - 5,
        "origin": 3,
        "msgtype": kind,
        kind: inside or {"content": "还有房间吗", "menu_id": ""},
    }


def event(kind: str, id: str = "4WjjZVmdni5oc5PoFfy6UBHtzhW5HjYccrZHdmM4xYxY", **inside: Any) -> dict[str, Any]:
    return {
        "msgid": id,
        "send_time": int(time.time()),
        "origin": 4,
        "msgtype": "event",
        "event": {"event_type": kind, "open_kfid": DESK, "external_userid": LI, **inside},
    }


class WeCom(Loopback):
    """The API of one company. `fails` gives the next messages errors, in order; `kept` is what `sync_msg` gives out."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 1
        self.page = 1000
        self.kept: list[dict[str, Any]] = []
        self.refused_tokens: set[str] = set()
        self.refuses_tokens_by = 95007
        self.fails: list[tuple[int, str] | int | None] = []
        self.files: dict[str, Answer] = {}
        self.uploads: dict[str, tuple[str, str, bytes]] = {}
        self.takes_no: set[str] = set()
        self.people: dict[str, dict[str, Any]] = {}
        self.accounts = [{"open_kfid": DESK, "name": "客服", "avatar": "https://a.example", "manage_privilege": True}]

    @property
    def token(self) -> str:
        return f"accesstoken{self.number:06}"

    @property
    def sent(self) -> list[Any]:
        return [one.said for one in self.asked_for("/cgi-bin/kf/send_msg")]

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path == "/cgi-bin/gettoken":
            return self.gettoken(asked.query)
        if asked.query.get("access_token") != self.token:
            code, words = (
                (42001, "access_token expired")
                if "accesstoken" in str(asked.query)
                else (40014, "invalid access_token")
            )
            return self.refusal(code, words)
        match asked.path:
            case "/cgi-bin/kf/sync_msg":
                return self.sync_msg(asked.said)
            case "/cgi-bin/kf/send_msg":
                return self.send_msg(asked.said)
            case "/cgi-bin/kf/send_msg_on_event":
                return said(errcode=0, errmsg="ok", msgid="MSG_ID")
            case "/cgi-bin/kf/account/list":
                return said(errcode=0, errmsg="ok", account_list=self.accounts)
            case "/cgi-bin/kf/customer/batchget":
                known = [self.people[one] for one in asked.said["external_userid_list"] if one in self.people]
                return said(errcode=0, errmsg="ok", customer_list=known, invalid_external_userid=[])
            case "/cgi-bin/media/get":
                return self.files.get(asked.query["media_id"]) or self.refusal(40007, "invalid media_id")
            case "/cgi-bin/media/upload":
                name, content = asked.form["media"]
                if asked.query["type"] in self.takes_no:
                    return self.refusal(45007, "playtime out of limit")
                media_id = f"media-{len(self.uploads) + 1}"
                self.uploads[media_id] = (asked.query["type"], name, content)
                return said(errcode=0, errmsg="", type=asked.query["type"], media_id=media_id, created_at="1380000000")
        return said(404)

    def refusal(self, code: int, words: str) -> Answer:
        return said(
            errcode=code, errmsg=f"{words}, hint: [1], from ip: 1.2.3.4, more info at https://open.work.weixin.qq.com"
        )

    def gettoken(self, given: Any) -> Answer:
        if given["corpid"] != CORP:
            return self.refusal(40013, "invalid corpid")
        if given["corpsecret"] != SECRET:
            return self.refusal(40001, "invalid credential")
        return said(errcode=0, errmsg="ok", access_token=self.token, expires_in=7200)

    def sync_msg(self, wanted: dict[str, Any]) -> Answer:
        if wanted.get("token") in self.refused_tokens:
            return self.refusal(self.refuses_tokens_by, "invalid msg token")
        cursor = wanted.get("cursor", "c0")
        if not cursor.startswith("c"):
            return self.refusal(40097, "invalid cursor")
        of = [
            one
            for one in self.kept
            if wanted.get("open_kfid", DESK) in (one.get("open_kfid"), one.get("event", {}).get("open_kfid"))
        ]
        begin = int(cursor[1:])
        batch = of[begin : begin + min(self.page, wanted["limit"])]
        end = begin + len(batch)
        return said(errcode=0, errmsg="ok", next_cursor=f"c{end}", has_more=int(end < len(of)), msg_list=batch)

    def send_msg(self, wanted: dict[str, Any]) -> Answer | None:
        failure = self.fails.pop(0) if self.fails else (0, "ok")
        if failure is None:
            return None
        if isinstance(failure, int):
            return Answer(failure, b"<html>502 Bad Gateway</html>", "text/html")
        if failure[0]:
            return self.refusal(*failure)
        kind, inside = wanted["msgtype"], wanted[wanted["msgtype"]]
        if len(wanted["msgid"]) > 32:
            return self.refusal(40058, "msgid exceed max length 32")
        if kind == "text" and not 0 < len(inside["content"].encode()) <= 2048:
            return self.refusal(45002, "content size out of limit")
        if kind != "text" and self.uploads.get(inside["media_id"], ("",))[0] != kind:
            return self.refusal(40007, "invalid media_id")
        return said(errcode=0, errmsg="ok", msgid=wanted["msgid"])
