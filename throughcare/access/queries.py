"""What may be read of organisations, workers and the trail; and the viewer at the door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from throughcare.access.models import (
    AuditEvent,
    Membership,
    Organisation,
    Relationship,
    SubmittedForm,
    Team,
    Worker,
)
from throughcare.access.policy import whole_sight
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import (
    OPENS_RESTRICTED,
    Category,
    NotPermitted,
    OrganisationKind,
    Sight,
    Viewer,
    strongest,
)

# Written out, because every page begins with it.
HELD = """
SELECT {} FROM access_membership m
JOIN access_worker w ON w.id = m.worker_id AND w.is_active
JOIN access_team t ON t.id = m.team_id
JOIN access_organisation o ON o.id = t.organisation_id
WHERE m.worker_id = %s AND m.starts_on <= %s AND (m.ends_on IS NULL OR m.ends_on >= %s)
ORDER BY m.starts_on, m.id
"""
JOINED = {"m": Membership, "w": Worker, "t": Team, "o": Organisation}


def at_the_door(worker_id: UUID, *, on: date) -> list[Membership]:
    """The roles a worker holds on a day. Asked before there is a viewer."""
    names = {
        short: [f.attname for f in each._meta.concrete_fields] for short, each in JOINED.items()
    }
    columns = ", ".join(f"{short}.{name}" for short, each in names.items() for name in each)
    held = []
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(columns), [worker_id, on, on])
        for row in map(iter, cursor.fetchall()):
            found: dict[str, Any] = {
                short: model.from_db(
                    connection.alias, names[short], list(islice(row, len(names[short])))
                )
                for short, model in JOINED.items()
            }
            found["t"].organisation = found["o"]
            found["m"].worker, found["m"].team = found["w"], found["t"]
            held.append(found["m"])
    return held


def viewer_in(memberships: list[Membership], role: Role | None = None) -> Viewer | None:
    """The viewer that these roles make: in the role asked for, else in the first held."""
    held = [m for m in memberships if role is None or m.role == role]
    if not held:
        return None
    first = held[0]
    organisation = first.team.organisation
    return Viewer(
        worker_id=first.worker_id,
        name=first.worker.name,
        role=Role(first.role),
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        organisation_kind=OrganisationKind(organisation.kind),
        purpose=ROLES[Role(first.role)].main_purpose,
        team_ids=frozenset(
            m.team_id
            for m in memberships
            if m.role == first.role and m.team.organisation_id == organisation.id
        ),
    )


def system_worker(*, on: date, email: str = "") -> list[Viewer]:
    """The named systems that bring in data on a day, by name; with `email`, that one alone.

    Asked before there is a viewer, by a command that has to act as one of them.
    """
    held = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        worker__is_system=True,
        worker__is_active=True,
        role=Role.FEED,
        starts_on__lte=on,
    )
    if email:
        held = held.filter(worker__email=email.strip().lower())
    workers = held.order_by("worker__name").values_list("worker_id", flat=True).distinct()
    found = (viewer_in(at_the_door(worker, on=on), Role.FEED) for worker in workers)
    return [viewer for viewer in found if viewer is not None]


def managers(viewer: Viewer, *, on: date, email: str = "") -> list[Viewer]:
    """Those who manage a Liaison and Diversion service on a day, by name; with `email`, that one.

    A command asks this as the installation, to act as one of them.
    """
    held = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        worker__is_active=True,
        role=Role.MANAGER,
        team__organisation__kind=OrganisationKind.LIAISON_AND_DIVERSION,
        starts_on__lte=on,
    )
    if email:
        held = held.filter(worker__email=email.strip().lower())
    workers = held.order_by("worker__name").values_list("worker_id", flat=True).distinct()
    found = (viewer_in(at_the_door(worker, on=on), Role.MANAGER) for worker in workers)
    return [manager for manager in found if manager is not None]


def relationship(
    viewer: Viewer, person_id: UUID, *, at: datetime, restricted: bool = False
) -> tuple[str, str]:
    """The strongest relationship of the viewer's organisation to a person, and what made it.

    Of a restricted record, the strongest that opens it. Breaking the glass is for one worker.
    """
    with connection.cursor() as cursor:
        # Asked on every page and by every action.
        cursor.execute(
            "SELECT kind, because FROM access_relationship"
            " WHERE (ends_at IS NULL OR ends_at > %s) AND person_id = %s AND organisation_id = %s"
            " AND (kind <> 'break-glass' OR recorded_by_id = %s)",
            [at, person_id, viewer.organisation_id, viewer.worker_id],
        )
        reasons: dict[str, str] = dict(cursor.fetchall())
    kinds = frozenset(reasons)
    kind = strongest(kinds & OPENS_RESTRICTED if restricted and kinds & OPENS_RESTRICTED else kinds)
    return kind, reasons.get(kind, "")


def related(viewer: Viewer, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people the viewer's organisation has to do with, or had."""
    rows = Relationship.objects.filter(
        organisation_id=viewer.organisation_id, person_id__in=list(people)
    )
    return set(rows.values_list("person_id", flat=True))


def sight(viewer: Viewer, person_id: UUID, *, at: datetime, restricted: bool) -> Sight:
    """What the viewer may do with one person's record now."""
    kind, because = relationship(viewer, person_id, at=at, restricted=restricted)
    decisions = whole_sight(viewer, kind, restricted=restricted)
    return Sight(viewer, person_id, at, kind, because, decisions)


def services(viewer: Viewer) -> QuerySet[Team]:
    """The teams that a person can be referred to, by name."""
    return (
        Team.objects.filter(takes_referrals=True)
        .exclude(organisation_id=viewer.organisation_id)
        .select_related("organisation")
        .order_by("name")
    )


def teams_for_needs(viewer: Viewer) -> QuerySet[Team]:
    """The teams that can be responsible for a need: those that keep records and have staff."""
    keeping = (
        OrganisationKind.LIAISON_AND_DIVERSION,
        OrganisationKind.YOUTH_JUSTICE,
        OrganisationKind.DETENTION_HEALTH,
    )
    return (
        Team.objects.filter(organisation__kind__in=keeping)
        .filter(memberships__isnull=False, memberships__ends_on__isnull=True)
        .distinct()
        .order_by("name")
    )


def teams_of_kinds(
    viewer: Viewer, kinds: Iterable[OrganisationKind], *, on: date
) -> QuerySet[Team]:
    """The teams of these kinds of organisation in which somebody works on a day, by name."""
    works = Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=on)
    return (
        Team.objects.filter(works, organisation__kind__in=[kind.value for kind in kinds])
        .filter(memberships__isnull=False)
        .distinct()
        .order_by("name")
    )


def courts(viewer: Viewer) -> QuerySet[Organisation]:
    """The courts that a summary can be sent to, by name."""
    return (
        Organisation.objects.filter(kind=OrganisationKind.COURT)
        .exclude(id=viewer.organisation_id)
        .order_by("name")
    )


def organisations(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Every organisation of the installation, the viewer's own first, then by name."""
    found = Organisation.objects.order_by("name").values_list("id", "name")
    return sorted(found, key=lambda one: one[0] != viewer.organisation_id)


def other_organisation(viewer: Viewer, organisation_id: UUID) -> Organisation | None:
    """An organisation that is not the viewer's own, or nothing."""
    others = Organisation.objects.exclude(id=viewer.organisation_id)
    return others.filter(id=organisation_id).first()


def own_teams(viewer: Viewer) -> QuerySet[Team]:
    """The viewer's own teams, by name."""
    return Team.objects.filter(id__in=viewer.team_ids).order_by("name")


def teams_of(viewer: Viewer) -> QuerySet[Team]:
    """Every team of the viewer's organisation, by name."""
    own = Team.objects.filter(organisation_id=viewer.organisation_id)
    return own.select_related("organisation").order_by("name")


@dataclass(frozen=True, slots=True)
class TeamNow:
    """A team of the viewer's organisation with who works in it: worker, name and role."""

    team_id: UUID
    name: str
    workers: tuple[tuple[UUID, str, Role], ...]


def staffed_teams(viewer: Viewer, *, on: date) -> list[TeamNow]:
    """The teams of the viewer's organisation in which somebody works on a day, by name."""
    held = (
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=on),
            team__organisation_id=viewer.organisation_id,
            worker__is_active=True,
            worker__is_system=False,
            starts_on__lte=on,
        )
        .select_related("team", "worker")
        .order_by("team__name", "worker__name", "role")
    )
    teams: dict[tuple[UUID, str], list[tuple[UUID, str, Role]]] = {}
    for one in held:
        whom = one.worker_id, one.worker.name, Role(one.role)
        teams.setdefault((one.team_id, one.team.name), []).append(whom)
    return [TeamNow(*team, tuple(workers)) for team, workers in teams.items()]


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at or changed one person's record."""

    at: datetime
    verb: str
    outcome: str
    what: str
    worker_name: str
    role: str
    organisation_name: str
    purpose: str
    categories: Sequence[str]


def looks(sight: Sight, *, limit: int = 200) -> list[Look]:
    """Who has seen or changed this person's record, newest first, across organisations."""
    if not sight.may(Category.AUDIT):
        raise NotPermitted(next(iter(sight.decisions.values())))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_looks(%s, %s)", [sight.person_id, limit])
        names = [column.name for column in cursor.description or ()]
        return [Look(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def trail_of(viewer: Viewer) -> QuerySet[AuditEvent]:
    """The trail of the viewer's own organisation, newest first."""
    return AuditEvent.objects.filter(organisation_id=viewer.organisation_id).order_by("-id")


def was_sent(viewer: Viewer, key: str) -> bool:
    """Whether the viewer has sent the form with this key already; False for what is no key."""
    try:
        form = UUID(key)
    except ValueError:
        return False
    return SubmittedForm.objects.filter(pk=form, worker_id=viewer.worker_id).exists()
