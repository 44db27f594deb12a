"""No part outlives `zhiyin up`: each holds one end of a pipe, and when the other end is gone, it stops."""

from __future__ import annotations

import os
import signal
import threading
import time

PIPE = "ZHIYIN_PARENT_PIPE"


def stop_with_parent() -> None:
    """In a part started by `zhiyin up`: ask this process to stop when the parent is gone, whatever ended it."""
    descriptor = os.environ.pop(PIPE, "")
    if descriptor:
        threading.Thread(target=_watch, args=(int(descriptor),), daemon=True, name="parent").start()


def _watch(descriptor: int) -> None:
    os.set_inheritable(descriptor, False)
    os.read(descriptor, 1)  # nothing is ever written: this returns when the parent's end is closed
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(15)
    os._exit(1)


def stop_without_parent() -> None:
    """In a worker of the web server: stop when its own parent was killed and could not stop it."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent").start()
