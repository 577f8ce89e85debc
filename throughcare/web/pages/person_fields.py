"""The questions that say who somebody is: for a new record and for putting one right."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from throughcare.access.rules import Category
from throughcare.codes import KINDS, EthnicCategory, Kind, check
from throughcare.people.rules import (
    SEX_IN_WORDS,
    BornPrecision,
    GivenNumber,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)
from throughcare.web import fields
from throughcare.web.dates import PartialDate
from throughcare.web.forms import PageForm

YES_OR_NO = {"yes": True, "no": False}
TOLD_BY = {
    Source.PERSON: "The person",
    Source.PRACTITIONER: "I read it in a document or another record",
}
GROUPS: tuple[tuple[str, Category, tuple[str, ...]], ...] = (
    (
        "Name and date of birth",
        Category.IDENTITY,
        ("given_names", "family_name", "known_as", "born", "pronouns"),
    ),
    ("Numbers", Category.IDENTIFIER, ("nhs_number", "pnc")),
    ("How they describe themselves", Category.EQUALITY, ("sex", "gender", "ethnicity")),
    ("Language", Category.COMMUNICATION, ("language", "interpreter")),
    (
        "Contact",
        Category.CONTACT,
        ("phone", "safe_to_contact", "no_fixed_abode", "address_lines", "postcode"),
    ),
)
"""The questions in the order and groups of the page, each group with what it tells."""


class PersonFields(PageForm):
    """Who somebody is. Only a name is needed; what is left empty stays not known."""

    given_names = fields.Text(label="Given names", required=False, max_length=100)
    family_name = fields.Text(label="Family name", required=False, max_length=100)
    known_as = fields.Text(
        label="Known as", hint="The name they use, if it is another", required=False, max_length=100
    )
    born = fields.DateParts(
        label="Date of birth",
        what="date of birth",
        partial=True,
        required=False,
        hint="For example, 27 March 1992. Leave empty what is not known",
    )
    pronouns = fields.Text(
        label="Pronouns",
        hint="For example, she and her",
        required=False,
        max_length=40,
        draw={"width": 20},
    )
    nhs_number = fields.Text(
        label="NHS number",
        hint="10 digits, for example 999 000 0018",
        required=False,
        max_length=20,
        draw={"width": 20, "inputmode": "numeric"},
    )
    pnc = fields.Text(
        label="PNC number",
        hint="From the police, for example 2024/0000001S",
        required=False,
        max_length=20,
        draw={"width": 20},
    )
    sex = fields.Radios(
        label="Sex",
        required=False,
        choices=[(sex.value, words) for sex, words in SEX_IN_WORDS.items()],
    )
    gender = fields.Text(
        label="Gender", hint="In their own words", required=False, max_length=60, draw={"width": 20}
    )
    ethnicity = fields.Select(
        label="Ethnicity",
        hint="As they describe it, never as you see it",
        required=False,
        choices=[(code.value, code.label) for code in EthnicCategory],
    )
    language = fields.Text(
        label="First language", required=False, max_length=60, draw={"width": 20}
    )
    interpreter = fields.Radios(
        label="Do they need an interpreter?", required=False, choices=fields.YES_NO_NOT_KNOWN
    )
    phone = fields.Text(label="Telephone number", required=False, max_length=40, draw={"width": 20})
    safe_to_contact = fields.Radios(
        label="Is it safe to contact them there?",
        hint="Somebody else may read messages or answer",
        required=False,
        choices=fields.YES_NO_NOT_KNOWN,
    )
    no_fixed_abode = fields.Tick(label="They have no fixed address", required=False)
    address_lines = fields.TextArea(label="Address", required=False, max_length=300)
    postcode = fields.Text(label="Postcode", required=False, max_length=10, draw={"width": 10})

    def __init__(
        self, *args: Any, on: date, may_ask: Iterable[Category] = tuple(Category), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.on = on
        asked = set(may_ask)
        for _, category, names in GROUPS:
            for name in names if category not in asked else ():
                del self.fields[name]
        born = self.fields["born"]
        assert isinstance(born, fields.DateParts)
        born.latest = on

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The questions that are asked, under their headings."""
        found = (
            (heading, [self[name] for name in names if name in self.fields])
            for heading, _, names in GROUPS
        )
        return [(heading, bound) for heading, bound in found if bound]

    def clean(self) -> dict[str, Any]:
        """At least one name is needed, and a number must be one that can exist."""
        given = self.cleaned_data
        if not given.get("given_names") and not given.get("family_name"):
            self.add_error(
                "family_name",
                "Enter a given name or a family name. If no name is known, enter “Unknown”",
            )
        for name, kind in (("nhs_number", Kind.NHS_NUMBER), ("pnc", Kind.PNC)):
            if number := given.get(name):
                checked = check(kind, number, on=self.on, synthetic=True)
                if not checked.valid:
                    said = f"{KINDS[kind].name}: {checked.reason} Check it, or leave it empty"
                    self.add_error(name, said[0].upper() + said[1:])
        if given.get("no_fixed_abode") and (given.get("address_lines") or given.get("postcode")):
            self.add_error("no_fixed_abode", "Enter an address, or tick that they have none")
        return given

    def person(self, source: Source, held: NewPerson | None = None) -> NewPerson:
        """What was said, laid over what is held where the form does not ask."""
        given = self.cleaned_data
        born_on, precision = self._born(held)
        return NewPerson(
            names=self._names(held),
            source=source,
            born_on=born_on,
            born_precision=precision,
            sex=Sex(given.get("sex") or Sex.UNKNOWN),
            gender=given.get("gender") or "",
            pronouns=given.get("pronouns") or "",
            ethnicity=EthnicCategory(given.get("ethnicity") or EthnicCategory.NOT_KNOWN),
            ethnicity_given=held.ethnicity_given if held else "",
            identifiers=self._numbers(held),
            language=given.get("language") or "",
            interpreter=YES_OR_NO.get(given.get("interpreter") or ""),
            phone=given.get("phone") or "",
            safe_to_contact=YES_OR_NO.get(given.get("safe_to_contact") or ""),
            address=self._address(),
        )

    def _names(self, held: NewPerson | None) -> list[NewName]:
        given = self.cleaned_data
        names = [NewName(given["given_names"] or "", given["family_name"] or "")]
        called = given["known_as"] or ""
        before = [n for n in held.names if n.kind is NameKind.KNOWN_AS] if held else []
        names += [n for n in before if n.whole == called]
        if called and len(names) == 1:
            names.append(NewName(called, kind=NameKind.KNOWN_AS))
        return names + ([n for n in held.names if n.kind is NameKind.ALIAS] if held else [])

    def _born(self, held: NewPerson | None) -> tuple[date | None, BornPrecision]:
        said: PartialDate | None = self.cleaned_data.get("born")
        if said is None:
            return None, BornPrecision.UNKNOWN
        first = date(said.year, said.month or 1, said.day or 1)
        if said.month:
            return first, BornPrecision.DAY if said.day else BornPrecision.MONTH
        guessed = held is not None and held.born_precision is BornPrecision.ESTIMATED
        if held and guessed and held.born_on and held.born_on.year == said.year:
            return held.born_on, BornPrecision.ESTIMATED
        return first, BornPrecision.YEAR

    def _numbers(self, held: NewPerson | None) -> list[GivenNumber]:
        before: Sequence[GivenNumber] = held.numbers if held else ()
        kept = [n for n in before if n.kind not in (Kind.NHS_NUMBER, Kind.PNC)]
        for name, kind in (("nhs_number", Kind.NHS_NUMBER), ("pnc", Kind.PNC)):
            ours = [n for n in before if n.kind is kind]
            said = self.cleaned_data.get(name)
            if name not in self.fields:
                kept += ours
            elif said:
                kept += [n for n in ours if n.given == said] or [GivenNumber(kind, said)]
        return kept

    def _address(self) -> NewAddress | None:
        given = self.cleaned_data
        if given.get("no_fixed_abode"):
            return NewAddress(no_fixed_abode=True)
        lines, postcode = given.get("address_lines") or "", given.get("postcode") or ""
        return NewAddress(lines.replace("\r\n", "\n"), postcode) if lines or postcode else None


def as_typed(person: NewPerson) -> dict[str, Any]:
    """What the questions show when they are asked of somebody who is known."""
    numbers = {number.kind: number.given for number in person.numbers}
    address = person.address or NewAddress()
    return {
        "given_names": person.main_name.given,
        "family_name": person.main_name.family,
        "known_as": person.known_as,
        "born": _born_typed(person),
        "pronouns": person.pronouns,
        "nhs_number": numbers.get(Kind.NHS_NUMBER, ""),
        "pnc": numbers.get(Kind.PNC, ""),
        "sex": "" if person.sex is Sex.UNKNOWN else person.sex.value,
        "gender": person.gender,
        "ethnicity": (
            "" if person.ethnicity is EthnicCategory.NOT_KNOWN else person.ethnicity.value
        ),
        "language": person.language,
        "interpreter": _answer(person.interpreter),
        "phone": person.phone,
        "safe_to_contact": _answer(person.safe_to_contact),
        "no_fixed_abode": address.no_fixed_abode,
        "address_lines": address.lines,
        "postcode": address.postcode,
    }


def _born_typed(person: NewPerson) -> PartialDate | None:
    born, precision = person.born_on, person.born_precision
    if born is None:
        return None
    if precision is BornPrecision.DAY:
        return PartialDate(born.year, born.month, born.day)
    return PartialDate(born.year, born.month if precision is BornPrecision.MONTH else None)


def _answer(known: bool | None) -> str:
    return "" if known is None else ("yes" if known else "no")
