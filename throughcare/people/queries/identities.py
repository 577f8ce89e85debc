"""Who is this? The names, numbers and details of one person, as far as the viewer may read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef
from django.db.models.functions import JSONObject

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.codes import KINDS, EthnicCategory, Kind, display
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.rules import (
    NUMBERS_OF_A_PERSON,
    AddressKind,
    BornPrecision,
    GivenNumber,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Who says so, who recorded it and when."""

    source: Source
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A number of a person: what it is called, how it is shown, whether it can be right."""

    number: GivenNumber
    shown: str
    valid: bool

    @property
    def kind(self) -> Kind:
        """Which kind of number it is."""
        return self.number.kind

    @property
    def name(self) -> str:
        """What numbers of its kind are called."""
        return KINDS[self.kind].name

    @property
    def verified(self) -> bool:
        """Whether its issuer confirmed that it is this person's."""
        return self.number.verified


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is. What the viewer may not read is left out of `details` and `numbers`.

    `told` says of each name, number and address who said so.
    """

    person_id: UUID
    details: NewPerson
    numbers: tuple[KnownNumber, ...]
    version: int
    restricted: bool
    recorded_by: str
    recorded_at: datetime
    told: Mapping[NewName | GivenNumber | NewAddress, Told] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name to show."""
        return self.details.shown_name

    @property
    def known_as(self) -> str:
        """The name that the person uses, where it differs."""
        return self.details.known_as

    @property
    def born_on(self) -> date | None:
        """The first day of what is known of the date of birth."""
        return self.details.born_on

    @property
    def nhs_number(self) -> str | None:
        """The NHS number in its canonical form, if a valid one is held."""
        found = (n.shown for n in self.numbers if n.kind is Kind.NHS_NUMBER and n.valid)
        return next((shown.replace(" ", "") for shown in found), None)


def identity(sight: Sight) -> Identity:
    """Who the person is, in one query; raises `NotPermitted` when not even the name may be read."""
    if not sight.may(Category.IDENTITY):
        raise NotPermitted(sight.decisions[(Act.READ, Category.IDENTITY)])
    found = _identity(sight)
    return replace(
        found,
        details=_readable(sight, found.details),
        numbers=found.numbers if sight.may(Category.IDENTIFIER) else (),
        told={what: by for what, by in found.told.items() if _may_read(sight, what)},
    )


def identity_to_correct(sight: Sight) -> Identity:
    """Who the person is, whole: what the viewer may not read must survive their correction.

    For actions, never for a page. Raises `NotPermitted`.
    """
    if not sight.may(Category.IDENTITY, Act.WRITE):
        raise NotPermitted(sight.decisions[(Act.WRITE, Category.IDENTITY)])
    return _identity(sight)


def _identity(sight: Sight) -> Identity:
    row = Person.objects.filter(pk=sight.person_id).annotate(
        held_names=_of(PersonName, "kind", "given", "family", "source"),
        held_numbers=_of(
            Identifier, "kind", "given", "canonical", "verified", "from_on", "until_on", "source"
        ),
        held_addresses=_of(
            Address, "no_fixed_abode", "lines", "postcode", "kind", "from_on", "until_on", "source"
        ),
        held_particulars=_of(
            Particulars,
            *("born_on", "born_precision", "sex", "gender", "pronouns", "ethnicity"),
            *(
                "ethnicity_given",
                "ethnicity_by_others",
                "language",
                "interpreter",
                "phone",
                "safe_to_contact",
                "source",
            ),
        ),
    )
    person: Any = row.get()
    said = person.held_particulars[0] if person.held_particulars else {}
    return Identity(
        person_id=person.pk,
        details=_details(person, said),
        numbers=_numbers(person.held_numbers),
        version=person.version,
        restricted=person.restricted,
        recorded_by=said.get("who", ""),
        recorded_at=(
            datetime.fromisoformat(said["when"]) if "when" in said else person.registered_at
        ),
        told={what: _told(row) for what, row in _each(person)},
    )


def _each(person: Any) -> Iterator[tuple[NewName | GivenNumber | NewAddress, dict[str, Any]]]:
    yield from ((_name(row), row) for row in person.held_names)
    yield from ((_number(row), row) for row in person.held_numbers)
    yield from ((_address(row), row) for row in person.held_addresses)


def _told(row: dict[str, Any]) -> Told:
    return Told(Source(row["source"]), row["who"], datetime.fromisoformat(row["when"]))


def _name(row: dict[str, Any]) -> NewName:
    return NewName(row["given"], row["family"], NameKind(row["kind"]))


def _number(row: dict[str, Any]) -> GivenNumber:
    return GivenNumber(
        Kind(row["kind"]),
        row["given"],
        row["verified"],
        _day(row["from_on"]),
        _day(row["until_on"]),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _of(model: type[Model], *fields: str) -> ArraySubquery:
    current = model._default_manager.filter(person=OuterRef("pk"), superseded_at__isnull=True)
    told = {field: field for field in fields}
    return ArraySubquery(
        current.order_by("recorded_at", "id").values(
            told=JSONObject(**told, who="recorded_by__name", when="recorded_at")
        )
    )


def _details(person: Any, said: dict[str, Any]) -> NewPerson:
    born = said.get("born_on")
    lived = [each for each in person.held_addresses if each["until_on"] is None]
    address = lived[-1] if lived else None
    return NewPerson(
        names=[_name(row) for row in person.held_names] or [NewName(family=person.shown_name)],
        source=Source(said.get("source", Source.PRACTITIONER)),
        born_on=_day(born),
        born_precision=BornPrecision(said["born_precision"] if born else BornPrecision.UNKNOWN),
        sex=Sex(said.get("sex", Sex.UNKNOWN)),
        gender=said.get("gender", ""),
        pronouns=said.get("pronouns", ""),
        ethnicity=EthnicCategory(said.get("ethnicity", EthnicCategory.NOT_KNOWN)),
        ethnicity_given=said.get("ethnicity_given", ""),
        ethnicity_by_others=said.get("ethnicity_by_others", ""),
        identifiers=[_number(row) for row in person.held_numbers],
        language=said.get("language", ""),
        interpreter=said.get("interpreter"),
        phone=said.get("phone", ""),
        safe_to_contact=said.get("safe_to_contact"),
        address=_address(address) if address else None,
    )


def _address(held: dict[str, Any]) -> NewAddress:
    return NewAddress(
        held["lines"],
        held["postcode"],
        held["no_fixed_abode"],
        AddressKind(held["kind"]),
        _day(held["from_on"]),
    )


def _may_read(sight: Sight, what: NewName | GivenNumber | NewAddress) -> bool:
    if isinstance(what, NewName):
        return True
    number = isinstance(what, GivenNumber)
    return sight.may(Category.IDENTIFIER if number else Category.CONTACT)


def _readable(sight: Sight, details: NewPerson) -> NewPerson:
    if not sight.may(Category.IDENTIFIER):
        # Aliases help to recognise somebody, as numbers do; a court that was sent a summary knows
        # whom it is about without them.
        others = (NameKind.ALIAS, NameKind.PREVIOUS)
        named = [name for name in details.names if name.kind not in others]
        details = replace(details, identifiers=(), names=named or [details.main_name])
    if not sight.may(Category.CONTACT):
        details = replace(details, phone="", safe_to_contact=None, address=None)
    if not sight.may(Category.COMMUNICATION):
        details = replace(details, language="", interpreter=None, pronouns="")
    if not sight.may(Category.EQUALITY):
        details = replace(
            details,
            sex=Sex.UNKNOWN,
            gender="",
            ethnicity=EthnicCategory.NOT_KNOWN,
            ethnicity_given="",
            ethnicity_by_others="",
        )
    return details


def _numbers(held: list[dict[str, Any]]) -> tuple[KnownNumber, ...]:
    known = [
        KnownNumber(
            number=_number(number),
            shown=display(number["kind"], number["canonical"])
            if number["canonical"]
            else number["given"],
            valid=bool(number["canonical"]),
        )
        for number in held
    ]
    return tuple(sorted(known, key=lambda number: NUMBERS_OF_A_PERSON.index(number.kind)))
