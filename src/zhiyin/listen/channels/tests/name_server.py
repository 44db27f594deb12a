"""A name server on this machine that says what a test tells it to: real questions and answers over UDP."""

from __future__ import annotations

import threading
from socketserver import BaseRequestHandler, ThreadingUDPServer

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset


class NameServer:
    """`records[(name, kind)]` are the answers, as in a zone file. A name in `silent` gets none at all."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[str]] = {}
        self.silent: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        server = self

        class Answering(BaseRequestHandler):
            def handle(self) -> None:
                data, line = self.request
                answer = server.answer(dns.message.from_wire(data))
                if answer is not None:
                    line.sendto(answer.to_wire(), self.client_address)

        self._server = ThreadingUDPServer(("127.0.0.1", 0), Answering)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def say(self, name: str, kind: str, *values: str) -> None:
        quoted = [f'"{one[:200]}" "{one[200:]}"' if len(one) > 200 else f'"{one}"' for one in values]
        self.records[(name, kind)] = quoted if kind == "TXT" else list(values)

    def answer(self, question: dns.message.Message) -> dns.message.Message | None:
        asked = question.question[0]
        name, kind = asked.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(asked.rdtype)
        self.asked.append((name, kind))
        if name in self.silent:
            return None
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        values = self.records.get((name, kind))
        if values:
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *values))
        elif not any(known == name or known.endswith(f".{name}") for known, _kind in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
