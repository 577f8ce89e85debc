"""A PostgreSQL server of our own: started when first needed, stopped when its last user leaves.

Several processes share it: the demonstration, a command beside it, the workers of the tests. Each
holds a shared lock on one file while it lives; who leaves last gets that lock for itself alone and
stops the server. The kernel frees the lock of a process that is killed, so none can be counted as
present for ever.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ADMINISTRATOR = "postgres"
UNPRIVILEGED_USER = "throughcare-db"  # PostgreSQL refuses to run as root
LONGEST_SOCKET_PATH = 100  # bytes; Linux takes 107, macOS 103
PORT = 5432  # names the socket only: the server listens on no network address

_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    # What people typed must not reach the server's log by way of an error message.
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

_held: dict[Path, int] = {}


class ServerDidNotStart(Exception):
    """The local server could not be set up or started; the message holds what PostgreSQL said."""


class LocalServer:
    """The server whose data live in `folder`; `programs` tells where PostgreSQL's own programs are.

    With `durable` false a power cut may lose the data: for tests alone.
    """

    def __init__(self, folder: Path, programs: Callable[[], Path], *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.programs = programs
        self.durable = durable

    @property
    def socket_folder(self) -> Path:
        """Where the server's socket is: beside the data, unless that path is too long for one."""
        if len(os.fsencode(self.folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return self.folder
        short = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"throughcare-{os.geteuid()}-{short}"

    def hold(self) -> None:
        """Have the server running until this process ends; returns at once when it runs already."""
        if self.folder in _held:
            return
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            handle = os.open(self._beside(".users"), os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(handle, fcntl.LOCK_SH)
            try:
                if not self.is_running():
                    self._set_up_and_start()
            except BaseException:
                os.close(handle)
                raise
            _held[self.folder] = handle
        atexit.register(self._leave, os.getpid())

    def is_running(self) -> bool:
        """Whether something answers at the server's socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_folder / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    def _leave(self, holder: int) -> None:
        if os.getpid() != holder:  # a forked worker inherits this call, but not the duty
            return
        handle = _held.pop(self.folder)
        with (
            contextlib.suppress(OSError),
            self._alone(),
        ):  # somebody still uses it, or its folder is gone
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (self.folder / "postmaster.pid").exists():
                self._run("pg_ctl", "-D", self.folder, "-w", "-m", "fast", "stop")
        os.close(handle)

    def _set_up_and_start(self) -> None:
        for folder in {self.folder, self.socket_folder}:
            _make_private(folder)
        if os.geteuid() == 0:
            _let_through(self.folder)
            _let_through(self.programs())
        if not (self.folder / "PG_VERSION").exists():
            self._set_up()
        (self.folder / "throughcare.conf").write_text(self._settings(), encoding="utf-8")
        (self.folder / "throughcare.conf").chmod(0o644)
        try:
            self._run(
                "pg_ctl", "-D", self.folder, "-l", self.folder / "log", "-w", "-t", "120", "start"
            )
        except ServerDidNotStart as error:
            said = self.folder / "log"
            tail = said.read_text(errors="replace")[-2000:] if said.exists() else ""
            raise ServerDidNotStart(f"{error}\n{tail}".strip()) from None

    def _set_up(self) -> None:
        # Code-point order and Unicode case, alike on every machine whatever its own locales are.
        self._run(
            "initdb", "-D", self.folder, "-U", ADMINISTRATOR, "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        with (self.folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\ninclude 'throughcare.conf'\n")

    def _settings(self) -> str:
        chosen = _SETTINGS | ({} if self.durable else _FORGETFUL)
        chosen |= {"port": str(PORT), "unix_socket_directories": f'"{self.socket_folder}"'}
        return "".join(
            f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in chosen.items()
        )

    def _run(self, program: str, *arguments: str | Path) -> None:
        # To a file, not a pipe: the server would inherit the pipe, and reading it would never end.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(  # noqa: S603 - a fixed program of our own dependency
                [self.programs() / program, *arguments],
                stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                cwd=self.folder, check=False, **_as_unprivileged_user(),
            )  # fmt: skip
            said.seek(0)
            if done.returncode:
                raise ServerDidNotStart(f"{program} failed: {said.read().strip()}")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        handle = os.open(self._beside(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _beside(self, ending: str) -> Path:
        return self.folder.with_name(self.folder.name + ending)


def _as_unprivileged_user() -> dict:
    if os.geteuid() != 0:
        return {}
    user = _unprivileged_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _unprivileged_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(UNPRIVILEGED_USER)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd is None:
            return pwd.getpwnam("nobody")
        subprocess.run(  # noqa: S603 - fixed arguments
            [useradd, "--system", "--no-create-home", "--shell", "/bin/false", UNPRIVILEGED_USER],
            check=True,
        )
        return pwd.getpwnam(UNPRIVILEGED_USER)


def _make_private(folder: Path) -> None:
    """Make the folder ours alone; refuse one that somebody else put there before us."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = _unprivileged_user().pw_uid if os.geteuid() == 0 else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), owner}:
        raise ServerDidNotStart(
            f"{folder} belongs to somebody else: remove it, or set THROUGHCARE_DATA"
        )
    if folder.stat().st_uid != owner:
        os.chown(folder, owner, -1)


def _let_through(path: Path) -> None:
    """Let the unprivileged user pass (not list) the folders above `path`, where it could not."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
