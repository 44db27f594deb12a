"""WeChat's side of an official account, written from its documentation: what it pushes and what its API answers.

Shapes and words of errors are those of developers.weixin.qq.com: 基础消息能力, 客服消息, 获取稳定版接口调用凭据,
获取临时素材, 用户管理.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback, said
from zhiyin.listen.channels.wechat.crypt import encrypted, signature
from zhiyin.listen.channels.wechat.envelope import xml_of

APP_ID, SECRET, TOKEN = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef", "sesame88"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ACCOUNT, LI = "gh_7f083739789a", "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"

TEXT = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[{text}]]></Content>
  <MsgId>{id}</MsgId>
</xml>"""
IMAGE = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[image]]></MsgType>
  <PicUrl><![CDATA[http://mmbiz.qpic.cn/mmbiz_jpg/x/0]]></PicUrl>
  <MediaId><![CDATA[{media}]]></MediaId>
  <MsgId>{id}</MsgId>
</xml>"""
VOICE = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[voice]]></MsgType>
  <MediaId><![CDATA[{media}]]></MediaId>
  <Format><![CDATA[amr]]></Format>
  <Recognition><![CDATA[{text}]]></Recognition>
  <MsgId>{id}</MsgId>
</xml>"""
VIDEO = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[video]]></MsgType>
  <MediaId><![CDATA[{media}]]></MediaId>
  <ThumbMediaId><![CDATA[thumb_media_id]]></ThumbMediaId>
  <MsgId>{id}</MsgId>
</xml>"""
LOCATION = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[location]]></MsgType>
  <Location_X>23.134521</Location_X>
  <Location_Y>113.358803</Location_Y>
  <Scale>20</Scale>
  <Label><![CDATA[{text}]]></Label>
  <MsgId>{id}</MsgId>
</xml>"""
LINK = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[link]]></MsgType>
  <Title><![CDATA[{text}]]></Title>
  <Description><![CDATA[官网链接]]></Description>
  <Url><![CDATA[https://shop.example/a?b=1&c=2]]></Url>
  <MsgId>{id}</MsgId>
</xml>"""
EVENT = """<xml>
  <ToUserName><![CDATA[{to}]]></ToUserName>
  <FromUserName><![CDATA[{writer}]]></FromUserName>
  <CreateTime>{at}</CreateTime>
  <MsgType><![CDATA[event]]></MsgType>
  <Event><![CDATA[{event}]]></Event>
  <EventKey><![CDATA[{key}]]></EventKey>
</xml>"""

#: 新增临时素材: how a file of each kind must be named, and the answer's own word for the picture before a film
ENDINGS = {
    "image": (".jpg", ".png", ".gif"),
    "voice": (".amr", ".mp3"),
    "video": (".mp4",),
    "thumb": (".jpg",),
}
_NAMED = {"thumb": "thumb_media_id"}


def push(kind: str, **given: Any) -> str:
    """A push of this kind, as WeChat writes it."""
    usual = {"to": ACCOUNT, "writer": LI, "at": int(time.time()), "id": 23456789012345678, "text": "你好", "media": "M"}
    return kind.format(**{**usual, "event": "", "key": "", **given})


def signed(nonce: str = "1320562132", *, at: float | None = None, token: str = TOKEN) -> dict[str, str]:
    """The query of a request as WeChat signs it."""
    timestamp = str(int(time.time() if at is None else at))
    return {"signature": signature(token, timestamp, nonce), "timestamp": timestamp, "nonce": nonce}


def sealed(xml: str, nonce: str = "1320562132", *, key: str = AES_KEY, app_id: str = APP_ID) -> tuple[str, str]:
    """Query and body of a push in the safe mode."""
    letter = encrypted(key, xml, app_id)
    query = signed(nonce)
    query |= {"encrypt_type": "aes", "msg_signature": signature(TOKEN, query["timestamp"], nonce, letter)}
    return urlencode(query), xml_of({"ToUserName": ACCOUNT, "Encrypt": letter})


class WeChat(Loopback):
    """The API of one account. `fails` gives the next customer-service messages errors, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 1
        self.lasts = 7200
        self.slowness = 0.0
        self.fails: list[tuple[int, str] | int | None] = []
        self.files: dict[str, Answer] = {}
        self.people: dict[str, str] = {}
        self.uploads: dict[str, tuple[str, bytes]] = {}
        self.longest_voice = 2 * 2**20

    @property
    def token(self) -> str:
        return f"68_token_{self.number}"

    @property
    def sent(self) -> list[Any]:
        return [one.said for one in self.asked_for("/cgi-bin/message/custom/send")]

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path == "/cgi-bin/stable_token":
            return self.stable_token(asked.said)
        if asked.path.startswith("/video/"):
            return Answer(200, b"\x00\x00 ftypmp42", "video/mp4")
        if asked.query.get("access_token") != self.token:
            return said(errcode=40001, errmsg="invalid credential, access_token is invalid or not latest rid: 1")
        if asked.path == "/cgi-bin/get_api_domain_ip":
            return said(ip_list=["101.91.0.1"])
        if asked.path == "/cgi-bin/media/get":
            gone = said(errcode=40007, errmsg="invalid media_id rid: 2")
            return self.files.get(asked.query["media_id"], gone)
        if asked.path == "/cgi-bin/user/info":
            openid = asked.query["openid"]
            union = {"unionid": self.people[openid]} if openid in self.people else {}
            return said(subscribe=1, openid=openid, language="zh_CN", subscribe_time=1382694957, **union)
        if asked.path == "/cgi-bin/media/upload":
            return self.media_upload(asked)
        if asked.path == "/cgi-bin/message/custom/send":
            return self.custom_send(asked.said)
        return said(404)

    def stable_token(self, wanted: dict[str, Any]) -> Answer:
        time.sleep(self.slowness)
        if wanted["appid"] != APP_ID:
            return said(errcode=40013, errmsg="invalid appid rid: 3")
        if wanted["secret"] != SECRET:
            return said(errcode=40125, errmsg="invalid appsecret rid: 4")
        if wanted["force_refresh"]:
            self.number += 1
        return said(access_token=self.token, expires_in=self.lasts)

    def media_upload(self, asked: Asked) -> Answer:
        (name, content), kind = asked.form["media"], asked.query["type"]
        if not name.lower().endswith(ENDINGS.get(kind, ())):
            return said(errcode=40004, errmsg="invalid media type rid: 7")
        if kind == "voice" and len(content) > self.longest_voice:
            return said(errcode=45007, errmsg="playtime out of limit rid: 8")
        if kind == "thumb" and not (content.startswith(b"\xff\xd8\xff") and len(content) <= 64 * 1024):
            return said(errcode=40012, errmsg="invalid thumb size rid: 9")
        media_id = f"{kind}-{len(self.uploads) + 1}"
        self.uploads[media_id] = (name, content)
        return said(type=kind, created_at=int(time.time()), **{_NAMED.get(kind, "media_id"): media_id})

    def custom_send(self, wanted: dict[str, Any]) -> Answer | None:
        failure = self.fails.pop(0) if self.fails else (0, "ok")
        if failure is None:
            return None
        if isinstance(failure, int):
            return Answer(failure, b"<html>502 Bad Gateway</html>", "text/html")
        if (kind := wanted["msgtype"]) in ("image", "voice", "video"):
            named = {"media_id": kind} | ({"thumb_media_id": "thumb"} if kind == "video" else {})
            for field, begins in named.items():
                media_id = wanted[kind].get(field, "")
                if media_id not in self.uploads or not media_id.startswith(begins):
                    failure = (40007, "invalid media_id rid: 6")
        elif wanted["msgtype"] != "text" or not 0 < len(wanted["text"]["content"].encode()) <= 2048:
            failure = (45002, "content size out of limit rid: 5")
        return said(errcode=failure[0], errmsg=failure[1])
