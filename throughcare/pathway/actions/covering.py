"""Adding places, saying which team covers them from when until when, and that a place closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import slugify

from throughcare.access import queries as access
from throughcare.access.actions.acting import action
from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    OWN,
    Act,
    Category,
    NotPermitted,
    OrganisationKind,
    Refused,
    Viewer,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.actions.places import noted
from throughcare.pathway.models import Cover, Place
from throughcare.pathway.queries.about_places import now_at
from throughcare.pathway.rules import CoverState, PlaceKind
from throughcare.pathway.rules.covering import (
    Covering,
    left_open,
    nobody_else,
    refuse_closing_place,
    refuse_cover,
    refuse_end,
)

SHORT = 40
CLOSED = "This place has closed."
ANOTHERS = "Say which of your teams covers it. Only whoever runs a place adds it without that."


@dataclass(frozen=True, slots=True)
class ToCover:
    """One's own team that covers a place: for whom (None is everybody), from when until when."""

    team_id: UUID
    starts_on: date
    under_18: bool | None = None
    ends_on: date | None = None


@action
def add_place(
    *,
    by: Viewer,
    at: datetime,
    organisation_id: UUID,
    name: str,
    kind: PlaceKind,
    code: str = "",
    covered: ToCover | None = None,
) -> str:
    """A place that one's organisation runs, or that one of its teams covers. Returns its code.

    Raises `Refused` for a name that the organisation has already, or a code that is taken.
    """
    allowed(by, own=organisation_id == by.organisation_id or covered is not None, why=ANOTHERS)
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the name of the place.")
    here = Place.objects.filter(organisation_id=organisation_id, closed_on__isnull=True)
    if here.filter(name__iexact=name).exists():
        raise Refused(f"There is a place named “{name}” in this organisation already.")
    if code and Place.objects.filter(code=code).exists():
        raise Refused(f"Another place has the short code “{code}”. Choose another, or leave it.")
    place = Place(
        organisation_id=organisation_id, name=name, kind=kind, code=code or _free_code(name)
    )
    Place.objects.bulk_create([place])
    noted(by, at, "add-place", place.id)
    if covered is not None:
        begin_cover(by=by, at=at, place_id=place.id, covered=covered)
    return place.code


@action
def begin_cover(*, by: Viewer, at: datetime, place_id: UUID, covered: ToCover) -> UUID:
    """One's own team covers a place. It holds for those who arrive while it lasts.

    Only a manager of the team's organisation says so, of whichever place. Where another
    organisation runs the place it is asked for, and holds for nobody until that one agrees.
    """
    kinds = {team.id: team.organisation.kind for team in access.teams_of(by)}
    allowed(by, own=covered.team_id in kinds)
    place = place_kept(place_id)
    runs = place.organisation_id == by.organisation_id
    already = Cover.objects.filter(place=place, team_id=covered.team_id)
    wrong = refuse_cover(
        kind=OrganisationKind(by.organisation_kind),
        runs=runs,
        starts_on=covered.starts_on,
        ends_on=covered.ends_on,
        team_already=[covering_of(one, kinds[covered.team_id]) for one in already],
    )
    if wrong:
        raise Refused(wrong)
    made = Cover(
        place=place,
        team_id=covered.team_id,
        under_18=covered.under_18,
        starts_on=covered.starts_on,
        ends_on=covered.ends_on,
        state=CoverState.AGREED if runs else CoverState.ASKED,
        said_at=at,
        said_by_id=by.worker_id,
    )
    Cover.objects.bulk_create([made])
    noted(by, at, "begin-cover" if runs else "ask-cover", made.id)
    return made.id


@action
def end_cover(
    *, by: Viewer, at: datetime, cover_id: UUID, last_day: date, anyway: bool = False
) -> None:
    """A team covers a place no longer after a day; whoever is there stays known to it.

    A manager of its organisation says so, or of the one that runs the place. Where people are there
    and nobody else covers it, only `anyway`. What has not begun is taken back by an earlier day.
    """
    cover = Cover.objects.select_related("team__organisation", "place").filter(pk=cover_id).first()
    if cover is None:
        raise Refused("There is no such cover.")
    runs = cover.place.organisation_id == by.organisation_id
    allowed(by, own=runs or cover.team.organisation_id == by.organisation_id)
    place = place_kept(cover.place_id, closed=True)
    on = at.astimezone(LOCAL).date()
    ending = covering_of(cover, cover.team.organisation.kind)
    if wrong := refuse_end(ending, last_day=last_day, on=on, runs=runs):
        raise Refused(wrong)
    others = Cover.objects.filter(place=place).exclude(pk=cover.pk)
    left = left_open(
        ending,
        [covering_of(one, one.team.organisation.kind) for one in _with_teams(others)],
        on=max(last_day + timedelta(days=1), on),
    )
    if not anyway and (asked := nobody_else(left, now_at(by, place.id, on=on)[0])):
        raise Refused(f"{asked} Tick the box to end it all the same.")
    _end(cover, last_day)
    noted(by, at, "end-cover", cover_id)


@action
def leave_places(*, by: Viewer, at: datetime, team_id: UUID, last_day: date) -> None:
    """A team that works no longer covers no place after a day; whether it may close, others ask."""
    mine = Cover.objects.filter(team_id=team_id)
    for cover in mine.filter(state=CoverState.AGREED).exclude(ends_on__lte=last_day):
        _end(cover, last_day)
    mine.filter(state=CoverState.ASKED).update(
        state=CoverState.TAKEN_BACK, said_at=at, said_by_id=by.worker_id
    )
    noted(by, at, "leave-places", team_id)


@action
def close_place(*, by: Viewer, at: datetime, place_id: UUID, closed_on: date) -> None:
    """A place has closed: nobody is there or expected, and no other organisation covers it.

    One's own cover of it ends with the same day. What happened there stays.
    """
    place = place_kept(place_id)
    on = at.astimezone(LOCAL).date()
    agreed = Cover.objects.filter(place=place, state=CoverState.AGREED)
    open_now = list(_with_teams(agreed.exclude(ends_on__lt=on)))
    own = [one for one in open_now if one.team.organisation_id == by.organisation_id]
    allowed(by, own=place.organisation_id == by.organisation_id or bool(own))
    people, expected = now_at(by, place.id, on=on)
    others = sorted({one.team.name for one in open_now} - {one.team.name for one in own})
    wrong = refuse_closing_place(
        people=people, expected=expected, others=others, closed_on=closed_on, on=on
    )
    if wrong:
        raise Refused(*wrong)
    for one in own:
        _end(one, closed_on)
    place.closed_on = closed_on
    place.save(update_fields=["closed_on"])
    noted(by, at, "close-place", place.id)


def allowed(by: Viewer, *, own: bool, why: str = "") -> None:
    """Raise `NotPermitted`, or `Refused` with `why` where it is the place alone that is wrong."""
    decision = may(by, Act.WRITE, Category.ORGANISATION, OWN if own else NO_RELATIONSHIP)
    if not decision.permitted:
        if why and may(by, Act.WRITE, Category.ORGANISATION, OWN).permitted:
            raise Refused(why)
        raise NotPermitted(decision)


def place_kept(place_id: UUID, *, closed: bool = False) -> Place:
    """The place, so that nobody else changes who covers it meanwhile."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Refused("There is no such place.")
    if place.closed_on is not None and not closed:
        raise Refused(CLOSED)
    return place


def _end(cover: Cover, last_day: date) -> None:
    """Let cover end with a day; what would only begin after it is taken back."""
    if cover.starts_on is not None and cover.starts_on > last_day:
        cover.delete()
        return
    cover.ends_on = last_day
    cover.save(update_fields=["ends_on"])


def _with_teams(covers: QuerySet[Cover]) -> QuerySet[Cover]:
    return covers.select_related("team__organisation").order_by("team__name")


def covering_of(cover: Cover, kind: str) -> Covering:
    """What a row says, for the rules."""
    state = CoverState(cover.state)
    return Covering(OrganisationKind(kind), cover.under_18, cover.starts_on, cover.ends_on, state)


def _free_code(name: str) -> str:
    """A short code made of the name, with a number where that is taken."""
    short = slugify(name)[:SHORT].strip("-") or "place"
    taken = set(Place.objects.filter(code__startswith=short).values_list("code", flat=True))
    numbered = (f"{short}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (short, *numbered) if code not in taken)
