"""The published rules of sharing, read from their files as they held on a given day."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from throughcare.access.roles import Purpose
from throughcare.clocks.lengths import LOCAL
from throughcare.sharing.rules import (
    FRAME,
    Book,
    Cell,
    CollectedFor,
    Field,
    Floor,
    Ground,
    GroundCard,
    Profile,
    Recipient,
)
from throughcare.sourced import LoadedYaml, load

ROOM = Path(__file__).parent.parent
SCHEMAS = ROOM / "schemas"


def book(on: date) -> Book:
    """Every published rule of sharing that held on that day.

    Raises WrongFile, naming file and line, where a file breaks its schema, where a profile leaves
    out what must always reach its recipient, or where a reason is given both for and against.
    """
    return _book(ROOM, on)


def in_force(at: datetime) -> Book:
    """The rules of the day that a calendar in England shows at a moment."""
    return book(at.astimezone(LOCAL).date())


@cache
def _files(room: Path) -> tuple[LoadedYaml, LoadedYaml, LoadedYaml, tuple[LoadedYaml, ...]]:
    # Read once for the life of the process; which of them hold on a day is cheap to say.
    floor, grounds, purposes = (
        load(room / f"{name}.yaml", SCHEMAS / f"{name}.schema.json")
        for name in ("floor", "grounds", "purposes")
    )
    paths = sorted((room / "profiles").glob("*.yaml"))
    profiles = tuple(load(path, SCHEMAS / "profile.schema.json") for path in paths)
    return floor, grounds, purposes, profiles


def _since(loaded: LoadedYaml) -> date:
    return date.fromisoformat(loaded.data["effective_from"])


@cache
def _book(room: Path, on: date) -> Book:
    floor_file, grounds_file, purposes_file, profile_files = _files(room)
    lists = [file for file in (floor_file, grounds_file, purposes_file) if _since(file) <= on]
    floors = _floors(floor_file.data if floor_file in lists else None)
    profiles: dict[Recipient, Profile] = {}
    # The newest that already holds wins; of two from the same day, the higher version.
    for loaded in sorted(profile_files, key=lambda file: (_since(file), _number(file))):
        profile = _profile(loaded, floors)
        if _since(loaded) <= on:
            profiles[profile.recipient] = profile
    editions = [f"{file.path.stem}-{file.data['version']}" for file in lists]
    return Book(
        edition=" ".join(sorted([*editions, *(profile.id for profile in profiles.values())])),
        profiles=MappingProxyType(profiles),
        floors=floors,
        grounds=_grounds(grounds_file.data if grounds_file in lists else None),
        matrix=_matrix(purposes_file.data if purposes_file in lists else None),
    )


def _number(loaded: LoadedYaml) -> tuple[int, ...]:
    return tuple(int(part) for part in loaded.data["version"].split("."))


def _profile(loaded: LoadedYaml, floors: Mapping[Recipient, Floor]) -> Profile:
    data = loaded.data
    profile = Profile(
        recipient=Recipient(data["recipient"]),
        version=data["version"],
        purposes=frozenset(Purpose(each) for each in data["purposes"]),
        allows=_reasons(data["allows"]),
        holds_back=_reasons(data["holds_back"]),
    )
    if loaded.path.stem != profile.id:
        raise loaded.wrong(("recipient",), f"the file must be called {profile.id}.yaml")
    for both in profile.allows.keys() & profile.holds_back.keys():
        raise loaded.wrong(("holds_back", both), "is allowed as well")
    needed = set(FRAME)
    floor = floors.get(profile.recipient)
    if floor is not None:
        needed |= floor.fields.keys()
        if floor.purpose not in profile.purposes:
            raise loaded.wrong(("purposes",), f"the floor needs the purpose {floor.purpose}")
    for missing in sorted(needed - profile.allows.keys()):
        raise loaded.wrong(("allows",), f"{missing} is missing, and must always reach them")
    return profile


def _floors(data: Any) -> Mapping[Recipient, Floor]:
    return MappingProxyType(
        {
            Recipient(each["recipient"]): Floor(
                recipient=Recipient(each["recipient"]),
                purpose=Purpose(each["purpose"]),
                ground=Ground(each["ground"]),
                sentence=each["sentence"],
                fields=_reasons(each["fields"]),
            )
            for each in (data["floors"] if data else ())
        }
    )


def _grounds(data: Any) -> Mapping[Ground, GroundCard]:
    return MappingProxyType(
        {
            Ground(each["id"]): GroundCard(
                ground=Ground(each["id"]),
                name=each["name"],
                sentence=each["sentence"],
                basis=each["basis"],
                who=each["who"],
                evidence=each["evidence"],
                needs_reason=each["needs_reason"],
                purposes=frozenset(Purpose(purpose) for purpose in each["purposes"]),
            )
            for each in (data["grounds"] if data else ())
        }
    )


def _matrix(data: Any) -> Mapping[tuple[CollectedFor, Purpose], Cell]:
    return MappingProxyType(
        {
            (CollectedFor(collected), Purpose(use)): Cell(entry["cell"])
            for collected, uses in (data["collected_for"].items() if data else ())
            for use, entry in uses.items()
        }
    )


def _reasons(data: Mapping[str, str]) -> Mapping[Field, str]:
    return MappingProxyType({Field(name): reason for name, reason in data.items()})
