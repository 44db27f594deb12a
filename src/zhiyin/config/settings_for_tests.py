"""The settings of the tests: the embedded PostgreSQL in a home of its own, or `TEST_DATABASE_URL`."""

import fcntl
import os
import tempfile
from pathlib import Path

from zhiyin.config.embedded import Embedded

_HOME = Path("/var/lib/zhiyin-test" if os.geteuid() == 0 else f"{tempfile.gettempdir()}/zhiyin-test-{os.geteuid()}")
os.environ["ZHIYIN_DATA"] = os.environ.get("ZHIYIN_TEST_HOME", str(_HOME))
os.environ["ZHIYIN_SECRET_KEY"] = "a secret of the tests, the same in all their processes"


def _start() -> str:
    home = Path(os.environ["ZHIYIN_DATA"])
    with home.with_name(f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Tests may lose their data when the machine crashes: they are quicker for it.
        return Embedded(home).start({"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"})


ADMIN_URL = os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or _start()

from zhiyin.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in hundreds of times
