"""Slowing down whoever guesses passwords, and letting somebody in again."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.crypto import salted_hmac

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, bookkeeping
from throughcare.access.models import SignInTry
from throughcare.access.rules import Category, Outcome, Verb, Viewer
from throughcare.access.tries import FILE, KEPT, Counted, Limit, Wait, WrongTry, published, wait
from throughcare.sourced import Sourced

TOO_MANY = "too-many-passwords"


@bookkeeping
def begin_try(*, by: Viewer, at: datetime, account: str, asked_from: str) -> Wait | None:
    """Before a password is looked at: until when to wait, or nothing, and then it is a try.

    It counts as wrong until `right` says otherwise, so that many at once are no way round; two for
    one account, or from one address, come one after the other. An account that does not exist is
    counted like any other.
    """
    who, where = _digest("account", account.strip().lower()), _digest("address", asked_from)
    _one_after_the_other(who, where)
    SignInTry.objects.filter(at__lt=at - KEPT).delete()
    found = _wait(who, where, at)
    if found is None:
        SignInTry.objects.bulk_create([SignInTry(at=at, account=who, asked_from=where)])
        return None
    trail.write(
        by=by,
        at=at,
        verb=Verb.SIGN_IN,
        what=TOO_MANY,
        categories=[Category.STAFF],
        items=[f"limit {found.because.value}"],
        outcome=Outcome.DENIED,
    )
    return found


@bookkeeping
def waits(*, by: Viewer, at: datetime, account: str, asked_from: str) -> Wait | None:
    """Until when the next try has to wait, or nothing."""
    return _wait(_digest("account", account.strip().lower()), _digest("address", asked_from), at)


@bookkeeping
def right(*, by: Viewer, at: datetime, account: str, asked_from: str) -> None:
    """The password was right: what was wrong before, of this account from here, counts no more."""
    who, where = _digest("account", account.strip().lower()), _digest("address", asked_from)
    SignInTry.objects.filter(account=who, asked_from=where).delete()


@action
def let_in(*, by: Viewer, at: datetime, account: str = "", asked_from: str = "") -> int:
    """Forget the wrong tries of an account, or from an address, at once. Returns how many."""
    which = Q(pk__in=[])
    if account:
        which |= Q(account=_digest("account", account.strip().lower()))
    if asked_from:
        which |= Q(asked_from=_digest("address", asked_from.strip()))
    forgotten, _ = SignInTry.objects.filter(which).delete()
    trail.write(by=by, at=at, verb=Verb.ALTER, what="let-in", categories=[Category.STAFF])
    return forgotten


def _wait(who: str, where: str, at: datetime) -> Wait | None:
    found = SignInTry.objects.filter(Q(account=who) | Q(asked_from=where), at__gt=at - KEPT)
    tries = [WrongTry(*row) for row in found.values_list("at", "account", "asked_from")]
    return wait(tries, who, where, at=at, limits=_limits())


@cache
def _limits() -> dict[Counted, Sourced[Limit]]:
    return published(Path(settings.SIGN_IN_LIMITS) if settings.SIGN_IN_LIMITS else FILE)


def _digest(of: str, text: str) -> str:
    return salted_hmac(f"throughcare.sign-in.{of}", text, algorithm="sha256").hexdigest()


def _one_after_the_other(*digests: str) -> None:
    """Hold what may be done once at a time until the transaction ends; always in one order."""
    with connection.cursor() as cursor:
        for each in sorted(digests):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [each])
