"""The questions that say who somebody is: for a new record and for putting one right."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
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
IN_WORDS = ("gender", "pronouns", "ethnicity_by_others", "language", "phone")
YES_NO = ("interpreter", "safe_to_contact")
TOLD_BY = {
    Source.PERSON: "The person",
    Source.PRACTITIONER: "I read it in a document or another record",
}
GROUPS: tuple[tuple[str, Category, tuple[str, ...]], ...] = (
    (
        "Name and date of birth",
        Category.IDENTITY,
        ("given_names", "family_name", "known_as", "born", "estimated", "pronouns"),
    ),
    ("Numbers", Category.IDENTIFIER, ("nhs_number", "pnc", "as_given")),
    (
        "How they describe themselves",
        Category.EQUALITY,
        ("sex", "gender", "ethnicity", "ethnicity_by_others"),
    ),
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
    estimated = fields.Tick(label="The year of birth is an estimate", required=False)
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
    as_given = fields.Tick(
        label="Keep a number as it was given, though it cannot be right", required=False
    )
    sex = fields.Radios(
        label="Sex registered at birth",
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
    ethnicity_by_others = fields.Text(
        label="Ethnicity as others recorded it",
        hint="The code or words in the other record. It never takes the place of their own",
        required=False,
        max_length=100,
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
        self,
        *args: Any,
        on: date,
        may_ask: Iterable[Category] = tuple(Category),
        only: Iterable[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.on = on
        asked, wanted = set(may_ask), set(only)
        for _, category, names in GROUPS:
            for name in names:
                if category not in asked or (wanted and name not in wanted):
                    del self.fields[name]
        born = self.fields.get("born")
        if isinstance(born, fields.DateParts):
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
        named = "family_name" in self.fields
        if named and not given.get("given_names") and not given.get("family_name"):
            self.add_error(
                "family_name",
                "Enter a given name or a family name. If no name is known, enter “Unknown”",
            )
        for name, kind in (("nhs_number", Kind.NHS_NUMBER), ("pnc", Kind.PNC)):
            number = given.get(name)
            if number and not given.get("as_given"):
                checked = check(kind, number, on=self.on, synthetic=True)
                if not checked.valid:
                    said = f"{KINDS[kind].name}: {checked.reason} Check it, or leave it empty"
                    self.add_error(name, said[0].upper() + said[1:])
        if given.get("no_fixed_abode") and (given.get("address_lines") or given.get("postcode")):
            self.add_error("no_fixed_abode", "Enter an address, or tick that they have none")
        return given

    def person(self, source: Source, held: NewPerson | None = None) -> NewPerson:
        """What was said, laid over what is held where the form does not ask."""
        held = held or NewPerson(names=[NewName(family="Unknown")], source=source)
        born_on, precision = self._born(held)
        chosen = {"sex": Sex, "ethnicity": EthnicCategory}
        unknown = {"sex": Sex.UNKNOWN, "ethnicity": EthnicCategory.NOT_KNOWN}
        said: dict[str, Any] = {
            name: make(self.cleaned_data.get(name) or unknown[name])
            for name, make in chosen.items()
            if name in self.fields
        }
        said |= {
            name: self.cleaned_data.get(name) or "" for name in IN_WORDS if name in self.fields
        }
        said |= {
            name: YES_OR_NO.get(self.cleaned_data.get(name) or "")
            for name in YES_NO
            if name in self.fields
        }
        if "no_fixed_abode" in self.fields:
            said["address"] = self._address(held)
        return replace(
            held,
            names=self._names(held),
            source=source,
            born_on=born_on,
            born_precision=precision,
            identifiers=self._numbers(held),
            **said,
        )

    def _names(self, held: NewPerson) -> Sequence[NewName]:
        if "family_name" not in self.fields:
            return held.names
        given = self.cleaned_data
        names = [NewName(given["given_names"] or "", given["family_name"] or "")]
        called = given["known_as"] or ""
        names += [n for n in held.names if n.kind is NameKind.KNOWN_AS and n.whole == called]
        if called and len(names) == 1:
            names.append(NewName(called, kind=NameKind.KNOWN_AS))
        return names + [n for n in held.names if n.kind in (NameKind.ALIAS, NameKind.PREVIOUS)]

    def _born(self, held: NewPerson) -> tuple[date | None, BornPrecision]:
        if "born" not in self.fields:
            return held.born_on, held.born_precision
        said: PartialDate | None = self.cleaned_data.get("born")
        if said is None:
            return None, BornPrecision.UNKNOWN
        first = date(said.year, said.month or 1, said.day or 1)
        if self.cleaned_data.get("estimated"):
            same = held.born_on is not None and held.born_on.year == said.year
            return held.born_on if same else first, BornPrecision.ESTIMATED
        if said.month:
            return first, BornPrecision.DAY if said.day else BornPrecision.MONTH
        return first, BornPrecision.YEAR

    def _numbers(self, held: NewPerson) -> list[GivenNumber]:
        before = held.numbers
        kept = [n for n in before if n.kind not in (Kind.NHS_NUMBER, Kind.PNC)]
        for name, kind in (("nhs_number", Kind.NHS_NUMBER), ("pnc", Kind.PNC)):
            ours = [n for n in before if n.kind is kind]
            said = self.cleaned_data.get(name)
            if name not in self.fields:
                kept += ours
                continue
            kept += ours[:-1]  # the form shows the last one alone
            if said:
                kept += [n for n in ours[-1:] if n.given == said] or [GivenNumber(kind, said)]
        return kept

    def _address(self, held: NewPerson) -> NewAddress | None:
        given = self.cleaned_data
        if given.get("no_fixed_abode"):
            none = held.address if held.address and held.address.no_fixed_abode else None
            return none or NewAddress(no_fixed_abode=True)
        lines, postcode = given.get("address_lines") or "", given.get("postcode") or ""
        if not lines and not postcode:
            return None
        before = held.address or NewAddress()
        return replace(
            before, lines=lines.replace("\r\n", "\n"), postcode=postcode, no_fixed_abode=False
        )
