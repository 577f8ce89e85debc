"""People as they are compared when extracts are linked: never shown, only weighed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef
from django.db.models.functions import JSONObject

from throughcare.access.rules import Viewer
from throughcare.codes import Kind
from throughcare.people.matching.incoming import SEXES, Incoming, birth_of
from throughcare.people.matching.people import column_of
from throughcare.people.matching.row import Somebody, named
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.queries.recognising import require_finding
from throughcare.people.rules import BornPrecision, Sex

NOWHERE = ("",)


@dataclass(frozen=True, slots=True)
class Linkable:
    """One person whom the viewer's organisation has a relationship to, ready to be compared."""

    person_id: UUID
    incoming: Incoming

    @property
    def somebody(self) -> Somebody:
        """The person in the forms in which two people are weighed."""
        return self.incoming.somebody


def people_to_link(
    viewer: Viewer,
    *,
    people: Iterable[UUID] | None = None,
    most: int | None = None,
    skip: int = 0,
) -> list[Linkable]:
    """The people whom the viewer's organisation has a relationship to, or those of `people`.

    The latest opened come first; `most` are given after the first `skip`.

    People with a restricted record are left out. Raises `NotPermitted` unless the viewer may find.
    """
    require_finding(viewer)
    rows = Person.objects.filter(restricted=False, merged_into__isnull=True)
    if people is not None:
        rows = rows.filter(pk__in=list(people))
    found: Any = rows.order_by("-registered_at", "pk").annotate(
        held_names=_of(PersonName, "given", "family", "key"),
        held_numbers=_of(Identifier, "kind", "canonical", "verified"),
        held_addresses=_of(Address, "no_fixed_abode", "postcode"),
        held_particulars=_of(Particulars, "born_precision", "sex"),
    )
    return [
        Linkable(row.pk, _incoming(row)) for row in (found[skip : skip + most] if most else found)
    ]


def _of(model: type[Model], *fields: str) -> ArraySubquery:
    current = model._default_manager.filter(person=OuterRef("pk"), superseded_at__isnull=True)
    told = {field: field for field in fields}
    return ArraySubquery(current.order_by("recorded_at", "id").values(told=JSONObject(**told)))


def _incoming(row: Any) -> Incoming:
    said = row.held_particulars[0] if row.held_particulars else {}
    precision = BornPrecision(said.get("born_precision", BornPrecision.UNKNOWN))
    numbers = {
        (Kind(number["kind"]), number["canonical"]): number["verified"]
        for number in row.held_numbers
        if number["canonical"]
    }
    confirmed = frozenset(kind for (kind, _), yes in numbers.items() if yes)
    names = dict.fromkeys(named(one["given"], one["family"]) for one in row.held_names)
    lives = [one["postcode"] for one in row.held_addresses if not one["no_fixed_abode"]]
    somebody = Somebody(
        names=tuple(names) or (named("", ""),),
        birth=birth_of(row.born_on, precision),
        sex=SEXES.get(Sex(said.get("sex", Sex.UNKNOWN)), ""),
        postcodes=tuple(lives) or NOWHERE,
        numbers=tuple((column_of(kind), value) for kind, value in sorted(numbers)),
        confirmed=frozenset(column_of(kind) for kind in confirmed),
    )
    keys = tuple(sorted({one["key"] for one in row.held_names}))
    return Incoming(somebody, keys, row.born_on, precision, frozenset(numbers), confirmed)
