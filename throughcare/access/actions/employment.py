"""Setting up organisations, teams, workers and the roles they hold."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Q, Value
from django.db.models.functions import Greatest

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.models import Membership, Organisation, Team, Worker
from throughcare.access.roles import Role
from throughcare.access.rules import Category, OrganisationKind, Verb, Viewer


def _note(by: Viewer, at: datetime, what: str, item: object) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what=what,
        categories=[Category.ORGANISATION],
        items=[str(item)],
    )


@action
def found_organisation(
    *, by: Viewer, at: datetime, name: str, kind: OrganisationKind, ods_code: str = ""
) -> Organisation:
    """An organisation starts to work with the record; the same name is the same organisation."""
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"kind": kind, "ods_code": ods_code}
    )
    _note(by, at, "found-organisation", organisation.id)
    return organisation


@action
def form_team(
    *,
    by: Viewer,
    at: datetime,
    organisation_id: UUID,
    name: str,
    offers: str = "",
    takes_referrals: bool = False,
) -> Team:
    """An organisation forms a team; the same name is the same team."""
    team, _ = Team.objects.get_or_create(
        organisation_id=organisation_id,
        name=name,
        defaults={"offers": offers, "takes_referrals": takes_referrals},
    )
    _note(by, at, "form-team", team.id)
    return team


@action
def employ(
    *,
    by: Viewer,
    at: datetime,
    email: str,
    name: str,
    password: str | None = None,
    is_system: bool = False,
) -> Worker:
    """Somebody starts to work with the record. Without a password nobody can sign in as them."""
    worker, _ = Worker.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"name": name, "password": make_password(password), "is_system": is_system},
    )
    _note(by, at, "employ", worker.id)
    return worker


@action
def appoint(
    *,
    by: Viewer,
    at: datetime,
    worker_id: UUID,
    team_id: UUID,
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
) -> Membership:
    """A worker takes up a role in a team."""
    membership, _ = Membership.objects.get_or_create(
        worker_id=worker_id,
        team_id=team_id,
        role=role,
        starts_on=starts_on,
        defaults={"ends_on": ends_on},
    )
    _note(by, at, "appoint", membership.id)
    return membership


@action
def close_team(*, by: Viewer, at: datetime, team_id: UUID, on: date) -> None:
    """A team works no longer: nobody is in it after a day, and nobody refers to it.

    Whether it may close is asked where what it holds is known.
    """
    Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), team_id=team_id).update(
        ends_on=Greatest("starts_on", Value(on))
    )
    Team.objects.filter(pk=team_id).update(takes_referrals=False)
    _note(by, at, "close-team", team_id)


@action
def leave_work(*, by: Viewer, at: datetime, worker_id: UUID, on: date) -> None:
    """A worker leaves: their roles in the organisation of whoever says so end with a day."""
    Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        worker_id=worker_id,
        team__organisation_id=by.organisation_id,
    ).update(ends_on=Greatest("starts_on", Value(on)))
    _note(by, at, "leave-work", worker_id)


def organisation_of(team_id: UUID) -> UUID | None:
    """Whose team it is; nobody's if there is no such team."""
    return Team.objects.filter(pk=team_id).values_list("organisation_id", flat=True).first()
