"""What the environment says: which configuration this is, and the secrets it runs on.

Without `DATABASE_URL` this is the demonstration, on the server of our own. With it, this is a
service for real people unless `THROUGHCARE_DEMO` says otherwise, and then it never touches the
service's database: the demonstration has one of its own, always named `throughcare_demo`.
"""

import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from throughcare.web import database

DEMO_DATABASE = database.DEMONSTRATION
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class WrongConfiguration(Exception):
    """The environment asks for something that must not be; the message says what to change."""


def flag(name: str) -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "yes", "true", "on"}


def words(name: str) -> list[str]:
    """A comma-separated environment variable as a list."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def text(name: str) -> str:
    """An environment variable, or nothing."""
    return os.environ.get(name, "").strip()


def is_demonstration() -> bool:
    """Whether one-click sign-in and made-up identifiers exist here."""
    return database.is_local() or flag("THROUGHCARE_DEMO")


def hosts() -> list[str]:
    """The host names that are answered. A demonstration answers on this machine only."""
    named = words("THROUGHCARE_HOSTS")
    if is_demonstration():
        if outside := [name for name in named if name not in LOOPBACK]:
            raise WrongConfiguration(
                f"THROUGHCARE_HOSTS names {outside[0]}, but this is a demonstration, in which"
                " anybody can sign in. For a real service set DATABASE_URL and unset"
                " THROUGHCARE_DEMO."
            )
        return [*LOOPBACK, "testserver"]
    if not named:
        raise WrongConfiguration("Set THROUGHCARE_HOSTS to the host names of this service.")
    return named


def pds_address() -> str:
    """Where the Personal Demographics Service is asked; "" is nowhere, which is how it begins.

    A demonstration has made-up people, so it asks nobody but a stand-in on this machine.
    """
    given = os.environ.get("THROUGHCARE_PDS_URL", "").strip()
    if given and is_demonstration() and urlsplit(given).hostname not in (*LOOPBACK, "::1"):
        raise WrongConfiguration(
            "THROUGHCARE_PDS_URL names another machine, but this is a demonstration: its people"
            " are made up and are asked about nowhere else."
        )
    return given


def pds_token() -> str:
    """The token that opens it, from the file that whoever renews it writes; "" without one."""
    given = os.environ.get("THROUGHCARE_PDS_TOKEN_FILE", "")
    return Path(given).read_text(encoding="utf-8").strip() if given else ""


def databases() -> dict[str, object]:
    """Django's databases: the demonstration's own, or the one that `DATABASE_URL` names."""
    name = DEMO_DATABASE if is_demonstration() else None
    found = database.django_databases(name)
    if not is_demonstration() and found["NAME"] == DEMO_DATABASE:
        raise WrongConfiguration("DATABASE_URL names the demonstration's database.")
    return {"default": found}


def _kept(path: Path, make: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(make)
        part.chmod(0o600)
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        part.unlink()
    return path.read_text().strip()


def email() -> dict[str, object]:
    """How e-mails are sent: by the server that `THROUGHCARE_EMAIL` names.

    A demonstration prints them. Without a server nothing is sent, and the command says so.
    """
    given = urlsplit(text("THROUGHCARE_EMAIL"))
    backends = "django.core.mail.backends"
    if is_demonstration():
        return {"backend": f"{backends}.console.EmailBackend", "ready": True}
    if not given.scheme:
        return {"backend": f"{backends}.dummy.EmailBackend", "ready": False}
    if given.scheme not in {"smtp", "smtps"} or not given.hostname:
        raise WrongConfiguration(
            "THROUGHCARE_EMAIL names no e-mail server: write smtp://user:password@host:587."
        )
    return {
        "backend": f"{backends}.smtp.EmailBackend",
        "ready": True,
        "host": given.hostname,
        "port": given.port or (465 if given.scheme == "smtps" else 587),
        "user": unquote(given.username or ""),
        "password": unquote(given.password or ""),
        "ssl": given.scheme == "smtps",
    }


def wordings() -> Path | None:
    """The folder of words that this site may use for plug-in instruments, if it has one."""
    given = os.environ.get("THROUGHCARE_WORDINGS")
    if not given:
        return None
    if not Path(given).is_dir():
        raise WrongConfiguration(f"THROUGHCARE_WORDINGS names {given}, which is no folder.")
    return Path(given)


def secret_key() -> str:
    """What signs sessions: given to a service, made and kept by a demonstration."""
    if given := os.environ.get("THROUGHCARE_SECRET_KEY"):
        return given
    if not is_demonstration():
        raise WrongConfiguration("Set THROUGHCARE_SECRET_KEY to a long random text.")
    return _kept(database.data_folder() / "secret-key", secrets.token_urlsafe(50))


def sealing_keys() -> dict[str, str]:
    """The keys that open sealed text, newest first: `THROUGHCARE_KEYS=id:key,older:key`."""
    given = words("THROUGHCARE_KEYS")
    if not given:
        if not is_demonstration():
            raise WrongConfiguration(
                "Set THROUGHCARE_KEYS to id:key, the key being 32 random bytes in URL-safe base64."
            )
        made = "demo:" + urlsafe_b64encode(secrets.token_bytes(32)).decode()
        given = [_kept(database.data_folder() / "sealing-key", made)]
    return dict(pair.split(":", 1) for pair in given)
