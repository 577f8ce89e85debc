"""A database with a record for each of a million made-up people, and who may come in."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from bench.county import County
from bench.database import administrator
from bench.filling import CONSTRAINTS, INDEXES
from throughcare.codes import Kind, check
from throughcare.people.made_up import Truth, made_up_people
from throughcare.people.made_up.slips import Written, written
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.rules import (
    BornPrecision,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)

KINDS = {
    "nhs_number": Kind.NHS_NUMBER,
    "pnc": Kind.PNC,
    "cro": Kind.CRO,
    "prison_number": Kind.PRISON_NUMBER,
    "crn": Kind.CRN,
}
MODELS = (Person, PersonName, Identifier, Particulars, Address)
TABLES = [model._meta.db_table for model in MODELS]
ON = date(2026, 6, 30)
AT_ONCE = 20_000


@dataclass(frozen=True)
class Known:
    """Somebody with a record."""

    person_id: UUID
    truth: Truth


def person(said: Written) -> NewPerson:
    """One written record as somebody who comes in."""
    names = [NewName(said.given_name, said.family_name)]
    for part in said.other_names.split("; "):
        *before, last = part.split() or [""]
        if before:
            names.append(NewName(" ".join(before), last, NameKind.ALIAS))
    born_on, precision = _born(said.date_of_birth)
    return NewPerson(
        names=names,
        source=Source.CUSTODY_RECORD,
        born_on=born_on,
        born_precision=precision,
        sex=Sex(said.sex) if said.sex else Sex.UNKNOWN,
        identifiers=[
            (kind, value) for column, kind in KINDS.items() if (value := getattr(said, column))
        ],
        address=NewAddress(postcode=said.postcode) if said.postcode else None,
    )


def _born(text: str) -> tuple[date | None, BornPrecision]:
    parts = [int(part) for part in text.split("-")] if text else []
    if not parts:
        return None, BornPrecision.UNKNOWN
    precision = (BornPrecision.YEAR, BornPrecision.MONTH, BornPrecision.DAY)[len(parts) - 1]
    return date(*(*parts, 1, 1)[:3]), precision


def everybody(people: int, seed: int) -> Iterator[Known]:
    """Each person once, with the id of their record; the same for the same seed."""
    rng = random.Random(seed)
    ids = random.Random(seed + 1)
    made = made_up_people(rng=rng, on=ON)
    for _ in range(people):
        yield Known(UUID(int=ids.getrandbits(128)), next(made))


def fill(people: int, seed: int, place: County, at: datetime) -> None:
    """Write a record of everybody, as the actions would have written it."""
    slips = random.Random(seed + 2)
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        constraints = connection.execute(CONSTRAINTS, [TABLES]).fetchall()
        for drop, _ in constraints:
            connection.execute(drop)
        indexes = connection.execute(INDEXES, [TABLES]).fetchall()
        for drop, _ in indexes:
            connection.execute(drop)
        waiting: list[tuple[UUID, NewPerson]] = []
        for known in everybody(people, seed):
            waiting.append((known.person_id, person(written(known.truth, slips))))
            if len(waiting) >= AT_ONCE:
                _write(connection, waiting, place, at)
        _write(connection, waiting, place, at)
        for _, add in (*indexes, *constraints):
            connection.execute(add)
        connection.execute("VACUUM ANALYZE")


def _write(
    connection: Any, waiting: list[tuple[UUID, NewPerson]], place: County, at: datetime
) -> None:
    feed = place.viewers["feed"].worker_id
    rows: dict[type[Any], list[dict[str, Any]]] = {model: [] for model in MODELS}
    for person_id, new in waiting:
        about = {
            "person_id": person_id,
            "recorded_at": at,
            "recorded_by_id": feed,
            "collected_for": "custody-safety",
            "source": "custody-record",
        }
        rows[Person].append(
            {
                "id": person_id,
                "registered_at": at,
                "shown_name": new.shown_name,
                "sort_name": new.sort_name,
                "born_on": new.born_on,
            }
        )
        rows[PersonName] += [
            {**about, "kind": n.kind.value, "given": n.given, "family": n.family, "key": n.key}
            for n in new.names
        ]
        rows[Particulars].append(
            {
                **about,
                "born_on": new.born_on,
                "born_precision": new.born_precision.value,
                "sex": new.sex.value,
            }
        )
        if new.address:
            rows[Address].append({**about, "postcode": new.address.postcode})
        for number in new.numbers:
            found = check(number.kind, number.given, on=at.date(), synthetic=True).canonical
            rows[Identifier].append(
                {
                    **about,
                    "kind": number.kind.value,
                    "given": number.given,
                    "canonical": found or "",
                }
            )
    for model, told in rows.items():
        _copy(connection, model, told)
    waiting.clear()


def _copy(connection: Any, model: type[Any], told: list[dict[str, Any]]) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(field.column for field in fields)
    with connection.cursor().copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
        for row in told:
            values = {"id": uuid4(), **row}
            copy.write_row([_cell(values, field) for field in fields])


def _cell(values: dict[str, Any], field: Any) -> Any:
    with suppress(KeyError):
        return values[field.column]
    value = field.get_default()
    return json.dumps(value) if isinstance(value, dict) else value


def as_record(said: Written) -> dict[str, str]:
    """A written record as a row of an extract."""
    return asdict(said)
