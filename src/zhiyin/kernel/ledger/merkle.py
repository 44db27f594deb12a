"""Proof that one hash is among many, without showing the others: a Merkle tree as in RFC 6962. Pure.

A leaf is SHA-256(0x00 ‖ hash), a node SHA-256(0x01 ‖ left ‖ right); a tree of n leaves splits at the largest power of two
below n. The roots of full blocks of 1,024 leaves are nodes of that tree, so that a proof needs one block and those roots.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

BLOCK = 1024
#: a step of a proof: on which side the neighbour stands, and the neighbour
Step = tuple[str, str]
LEFT, RIGHT = "left", "right"


def leaf(hash_: str) -> bytes:
    """The leaf of a hash in hexadecimal."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(hash_)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The node above two."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(nodes: Sequence[bytes]) -> bytes:
    """The root above leaves, or above the roots of blocks; of nothing SHA-256 of nothing."""
    if not nodes:
        return hashlib.sha256(b"").digest()
    if len(nodes) == 1:
        return nodes[0]
    split = _split(len(nodes))
    return node(root(nodes[:split]), root(nodes[split:]))


def path(nodes: Sequence[bytes], index: int) -> list[Step]:
    """The neighbours that lead from one of `nodes` to the root, from below."""
    if len(nodes) == 1:
        return []
    split = _split(len(nodes))
    if index < split:
        return [*path(nodes[:split], index), (RIGHT, root(nodes[split:]).hex())]
    return [*path(nodes[split:], index - split), (LEFT, root(nodes[:split]).hex())]


def climbed(from_: bytes, steps: Iterable[Step]) -> bytes:
    """Where a proof leads to, from a leaf."""
    at = from_
    for side, neighbour in steps:
        other = bytes.fromhex(neighbour)
        at = node(other, at) if side == LEFT else node(at, other)
    return at


def blocks(leaves: Sequence[bytes]) -> list[bytes]:
    """The roots of each 1,024 leaves; `root` of them is the root of the whole."""
    return [root(leaves[first : first + BLOCK]) for first in range(0, len(leaves), BLOCK)]


def _split(n: int) -> int:
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1
