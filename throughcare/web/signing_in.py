"""Proving who somebody is: Argon2 at a cost that a busy desk can bear, by e-mail and password."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest

from throughcare.access import queries
from throughcare.web import clock


class Argon2At19MiB(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: the OWASP minimum, about 30 ms."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class ByPassword:
    """Sign-in for local accounts. A named system never signs in."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **_: Any
    ) -> Any:
        """The worker with this e-mail and password, or nobody; both answers take as long."""
        workers = get_user_model()._default_manager
        worker = workers.filter(email=email.strip().lower(), is_system=False).first()
        if worker is None:
            Argon2At19MiB().encode(password, "saltsaltsalt")
            return None
        return worker if worker.is_active and worker.check_password(password) else None

    def get_user(self, worker_id: Any) -> Any:
        """The worker of a session, with the roles held today; nobody once they hold none."""
        held = queries.at_the_door(worker_id, on=clock.today())
        if not held:
            return None
        worker: Any = held[0].worker
        worker.held = held
        return worker
