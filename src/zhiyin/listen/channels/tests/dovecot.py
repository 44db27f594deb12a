"""A real IMAP server for tests: Debian's Dovecot, with a configuration, users and mail of its own in a temporary folder.

It needs no root; as root it keeps the mail under `nobody`, since Dovecot refuses to read mail as root.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from imapclient import IMAPClient

DOVECOT = shutil.which("dovecot") or next((p for p in ("/usr/sbin/dovecot",) if os.access(p, os.X_OK)), None)
PASSWORD = "correct horse"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until(true: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Wait until it is true, and return what it is then."""
    pause = threading.Event()
    for _n in range(int(seconds / 0.02)):
        if found := true():
            return found
        pause.wait(0.02)
    raise AssertionError("it did not become true in time")


class Tokens:
    """A token server: gives access tokens for a refresh token, and tells Dovecot whose a token is."""

    def __init__(self) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.valid: dict[str, str] = {}
        self.refresh_token, self.number = "refresh-0", 0
        self.lasts = 3600
        tokens = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner = tokens.valid.get(parse_qs(urlsplit(self.path).query)["token"][0])
                self._say(200 if owner else 401, {"email": owner, "active": "true"} if owner else {"error": "invalid"})

            def do_POST(self) -> None:
                question = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                tokens.asked.append(question)
                if question.get("refresh_token") not in (None, [tokens.refresh_token]):
                    self._say(
                        400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
                    )
                    return
                self._say(200, tokens.give())

            def _say(self, status: int, said: dict[str, Any]) -> None:
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def give(self) -> dict[str, Any]:
        self.number += 1
        self.refresh_token = f"refresh-{self.number}"
        token = f"access-{self.number}"
        self.valid = {token: "li"}
        return {"access_token": token, "expires_in": self.lasts, "refresh_token": self.refresh_token}


class Dovecot:
    """The server, on free ports of the loopback."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="zhiyin-dovecot-", dir="/tmp"))
        self.imap, self.lmtp = free_port(), free_port()
        self.tokens = Tokens()
        self.process: subprocess.Popen[bytes] | None = None
        owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        me = (
            ""
            if os.getuid() == 0
            else f"default_internal_user = {owner.pw_name}\ndefault_login_user = {owner.pw_name}\n"
        )
        mail = self.home / "mail"
        mail.mkdir()
        self.home.chmod(0o755)
        os.chown(mail, owner.pw_uid, owner.pw_gid)
        (self.home / "users").write_text(f"li:{{PLAIN}}{PASSWORD}\nwang:{{PLAIN}}{PASSWORD}\n")
        (self.home / "tokens.conf").write_text(
            f"introspection_url = http://127.0.0.1:{self.tokens.port}/of?token=\nintrospection_mode = get\n"
            "force_introspection = yes\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n"
        )
        self.configuration = self.home / "dovecot.conf"
        self.configuration.write_text(
            f"""base_dir = {self.home}/run
state_dir = {self.home}/state
log_path = {self.home}/log
{me}protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
# no one waits for the wrong passwords of the test before: the listener below is closed too
mail_location = maildir:{mail}/%n
first_valid_uid = 1
mail_uid = {owner.pw_uid}
mail_gid = {owner.pw_gid}
imap_idle_notify_interval = 2 mins
imap_id_log = *
mailbox_idle_check_interval = 1 secs
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {self.home}/tokens.conf
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = username_format=%n {self.home}/users
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={mail}/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {self.lmtp}
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""
        )

    def start(self) -> None:
        self.process = subprocess.Popen(
            [str(DOVECOT), "-F", "-c", str(self.configuration)], stdin=subprocess.DEVNULL, start_new_session=True
        )
        until(self._open, seconds=30)

    def stop(self) -> None:
        """Kill it with all its processes; connections break."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        until(lambda: not self._open())

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self.tokens.server.shutdown()
        self.tokens.server.server_close()
        shutil.rmtree(self.home, ignore_errors=True)

    def forget(self) -> None:
        """All mailboxes are as if they had never been."""
        for mailbox in (self.home / "mail").iterdir():
            mailbox.rename(
                Path(tempfile.mkdtemp(dir=self.home)) / mailbox.name
            )  # a process of the server may still write there

    def deliver(self, mail: bytes, to: str = "li") -> None:
        """Bring a mail as a mail server does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as client:
            client.sendmail("somebody@example.com", [f"{to}@example.com"], mail)

    def client(self, user: str = "li") -> IMAPClient:
        client = IMAPClient("127.0.0.1", self.imap, ssl=False)
        client.login(user, PASSWORD)
        return client

    def append(self, *mails: bytes, folder: str = "INBOX", at: datetime | None = None, user: str = "li") -> None:
        """Put mails into a folder, as if they came `at`."""
        with self.client(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                client.append(folder, mail, msg_time=at)

    def flags(self, folder: str = "INBOX", user: str = "li") -> list[set[bytes]]:
        with self.client(user) as client:
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search("ALL"), ["FLAGS"])
            return [set(found[uid][b"FLAGS"]) - {b"\\Recent"} for uid in sorted(found)]

    def _open(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.imap)) == 0
