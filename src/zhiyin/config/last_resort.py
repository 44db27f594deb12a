"""Stops the embedded server when `zhiyin up` was killed: `python -m zhiyin.config.last_resort HOME`, started by it.

Its standard input is a pipe from `zhiyin up`; when that ends without having ended this, the server is stopped, unless
another `zhiyin up` has taken over meanwhile.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from zhiyin.config.embedded import Embedded
from zhiyin.config.turn import taken_turn


def main() -> None:
    """Wait for the end of standard input, then stop the server of the home in the first argument."""
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    home = Path(sys.argv[1])
    sys.stdin.buffer.read()
    with taken_turn(home, patience_seconds=0) as ours:
        if ours:
            Embedded(home).stop()


if __name__ == "__main__":
    main()
