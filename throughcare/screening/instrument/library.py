"""The shelf of instruments: every published version, found by its id, checked as it is read."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from throughcare.screening.instrument.checking import contradictions, unreadable
from throughcare.screening.instrument.never import why_never
from throughcare.screening.instrument.reading import instrument_from
from throughcare.screening.instrument.shape import Instrument
from throughcare.screening.instrument.supplied import with_wording
from throughcare.screening.instrument.unknown import unknown
from throughcare.sourced import WrongFile, load

FOLDER = Path(__file__).parent.parent / "instruments"
SCHEMA = FOLDER / "instrument.schema.json"
_NAME = re.compile(r"(?P<id>[a-z0-9-]+)-(?P<version>[0-9]+\.[0-9]+)\.yaml")

_site: list[Path] = []


class UnknownInstrument(LookupError):
    """There is no instrument with this id, or no such version of it."""


def load_instrument(path: Path) -> Instrument:
    """Read and check one file; `WrongFile` names every fault with its line."""
    loaded = load(path, SCHEMA)
    if never := why_never(loaded.data["id"], loaded.data["title"]):
        raise loaded.wrong(("id",), never)
    faults = list(unreadable(loaded.data))
    if not faults:
        instrument = instrument_from(loaded.data)
        faults = list(contradictions(instrument))
        name = f"{instrument.id}-{instrument.version}.yaml"
        if path.name != name:
            faults.append((("id",), f"the file should be named {name}"))
        if not faults:
            return instrument
    raise WrongFile([loaded.sentence(place, what) for place, what in faults])


@cache
def instruments() -> tuple[Instrument, ...]:
    """Every published instrument in every version, by id and then from old to new."""
    found = [_read(name) for name in _files()]
    return tuple(sorted(found, key=lambda each: (each.id, _number(each.version))))


def find(instrument_id: str, version: str | None = None) -> Instrument:
    """The instrument with this id in this version, or in its newest one.

    `UnknownInstrument` says which instruments, or which versions, there are.
    """
    files = _files()
    versions = sorted((at for name, at in files.values() if name == instrument_id), key=_number)
    if not versions:
        known = ", ".join(sorted({name for name, _ in files.values()}))
        raise UnknownInstrument(f"There is no instrument {instrument_id!r}. There are: {known}.")
    if version is not None and version not in versions:
        raise UnknownInstrument(
            f"There is no version {version!r} of {instrument_id}. There are: {', '.join(versions)}."
        )
    return _read(f"{instrument_id}-{version or versions[-1]}.yaml")


def on_record(instrument_id: str, version: str, items: Iterable[str] = ()) -> Instrument:
    """The instrument of answers on record; one without words where that version is not here.

    It stands in for a version that came from elsewhere or was taken off the shelf: its questions
    are named by their ids, it cannot be asked, and nothing is scored by it.
    """
    try:
        return find(instrument_id, version)
    except UnknownInstrument:
        return unknown(instrument_id, version, items)


def supply(folder: Path | None) -> None:
    """Take the wording of plug-in instruments from this folder from now on; None takes none.

    Files are named like `audit-1.0.wording.yaml`. A wrong file is told of when it is first read.
    """
    _site[:] = [folder] if folder else []
    _read.cache_clear()
    instruments.cache_clear()


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, by which a published version is known never to have changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _read(name: str) -> Instrument:
    instrument = load_instrument(FOLDER / name)
    for folder in _site:
        words = folder / f"{instrument.id}-{instrument.version}.wording.yaml"
        if words.exists():
            return with_wording(instrument, words)
    return instrument


@cache
def _files() -> dict[str, tuple[str, str]]:
    matches = (_NAME.fullmatch(path.name) for path in FOLDER.iterdir())
    return {match[0]: (match["id"], match["version"]) for match in matches if match}


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def title_of(instrument_id: str) -> str:
    """What an instrument is called, or its id when it is on the shelf no more."""
    try:
        return find(instrument_id).title
    except UnknownInstrument:
        return instrument_id
