"""Ports: is one free, and which is the next that is."""

from __future__ import annotations

import socket


class PortTaken(Exception):
    """A port that was asked for by name is taken; `free` is the next that is not."""

    def __init__(self, port: int, free: int) -> None:
        super().__init__(port, free)
        self.port, self.free = port, free


def is_free(host: str, port: int) -> bool:
    """Whether this process could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def next_free(host: str, port: int, taken: set[int]) -> int:
    """The first free port from `port` on that is not in `taken`."""
    return next(one for one in range(port, 65536) if one not in taken and is_free(host, one))


def choose(host: str, wanted: dict[str, int], asked: dict[str, int | None]) -> dict[str, int]:
    """A port for each name: the one asked for, or the next free one from the usual. Raises `PortTaken`."""
    chosen: dict[str, int] = {}
    for name, usual in wanted.items():
        port = asked.get(name)
        taken = set(chosen.values())
        if port is None:
            chosen[name] = next_free(host, usual, taken)
        elif port in taken or not is_free(host, port):
            raise PortTaken(port, next_free(host, port, taken))
        else:
            chosen[name] = port
    return chosen
