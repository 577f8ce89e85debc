"""What answers add up to, with the arithmetic shown, and what somebody must act on."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.screening.instrument import Answer, Band, Flag, Instrument, Scoring
from throughcare.screening.rules.answers import checked, is_answered
from throughcare.screening.rules.asking import Context, is_done, shown, sum_so_far
from throughcare.screening.rules.responses import may_start
from throughcare.screening.rules.syndromes import DERIVED


@dataclass(frozen=True)
class DerivedResult:
    """The result of a named rule over a complete set of answers."""

    id: str
    holds: bool
    sentence: str


@dataclass(frozen=True)
class Scored:
    """A score with everything needed to trust it: version, what is missing, and the arithmetic."""

    instrument: str
    version: str
    complete: bool
    """Whether nothing that should be asked is missing."""
    missing: tuple[str, ...]
    score: int | None
    band: Band | None
    flags: tuple[Flag, ...]
    derived: tuple[DerivedResult, ...]
    working: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """The score in the form in which it is stored and given to other programs (plain JSON)."""
        return {
            "instrument": self.instrument,
            "version": self.version,
            "complete": self.complete,
            "missing": list(self.missing),
            "score": self.score,
            "band": self.band.label if self.band else None,
            "flags": [
                {"id": flag.id, "urgent": flag.urgent, "sentence": flag.sentence}
                for flag in self.flags
            ],
            "working": list(self.working),
        }


def raised(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Flag, ...]:
    """The flags that these answers raise, urgent ones first, whatever else is missing.

    `answers` are checked answers by item id.
    """
    known = {**answers, **_totals(instrument, answers)}
    flags = (flag for flag in instrument.flags if flag.when.holds(known))
    return tuple(sorted(flags, key=lambda flag: not flag.urgent))


def score(
    instrument: Instrument,
    answers: Mapping[str, object],
    *,
    context: Context | None = None,
    version: str | None = None,
) -> Scored:
    """Score answers, keyed by item id or position, to this instrument.

    There is no score and no band while a scored item has no answer, or when the person is outside
    the ages the instrument is meant for. Raises `WrongAnswers` for answers that do not fit.
    """
    given = checked(instrument, answers, version=version)
    about = context or Context()
    missing = _missing(instrument, given, about)
    total = _totals(instrument, given)["total"]
    working: tuple[str, ...] = ()
    fits = may_start(instrument, age=about.age)
    if instrument.scoring is not None:
        working = _working(instrument, instrument.scoring, given, total)
        if not fits.allowed:
            total, working = None, (*working, *fits.reasons, "So there is no score.")
    derived = () if total is None else _derived(instrument, given)
    band = None
    if total is not None and instrument.scoring is not None:
        band = instrument.scoring.band(total)
        working = (
            *working,
            f"{total} is in the band “{band.label}” ({band.least} to {band.most}).",
            *(result.sentence for result in derived if result.holds),
        )
    return Scored(
        instrument=instrument.id,
        version=instrument.version,
        complete=not missing,
        missing=missing,
        score=total,
        band=band,
        flags=raised(instrument, given),
        derived=derived,
        working=working,
    )


def complete_total(instrument: Instrument, answers: Mapping[str, Answer]) -> int | None:
    """The sum of all scored items, or None while one of them has no answer."""
    scored = instrument.scored()
    if not scored or not all(is_answered(answers.get(name)) for name in scored):
        return None
    return sum_so_far(instrument, answers)


def _totals(instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, int | None]:
    return {
        "total": complete_total(instrument, answers),
        "so_far": sum_so_far(instrument, answers) if instrument.scoring else None,
    }


def _missing(
    instrument: Instrument, answers: Mapping[str, Answer], context: Context
) -> tuple[str, ...]:
    scored = instrument.scored()
    return tuple(
        item.id
        for item in shown(instrument, answers, context=context)
        if item.required
        and not (is_answered if item.id in scored else is_done)(answers.get(item.id))
    )


def _derived(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[DerivedResult, ...]:
    values = {
        name: value for name in instrument.scored() if isinstance(value := answers.get(name), int)
    }
    return tuple(
        DerivedResult(entry.id, DERIVED[entry.rule](values), entry.sentence)
        for entry in instrument.derived
    )


def _working(
    instrument: Instrument, scoring: Scoring, answers: Mapping[str, Answer], total: int | None
) -> tuple[str, ...]:
    lines: list[str] = []
    terms: list[str] = []
    for name in scoring.items:
        item, value = instrument.item(name), answers.get(name)
        option = item.option(value)
        said = f"{value} ({option.label})" if option else "no answer"
        lines.append(f"{item.position}. {item.text}: {said}")
        terms.append(str(value) if option else "?")
    if total is None:
        unanswered = terms.count("?")
        items = "item has" if unanswered == 1 else "items have"
        lines.append(f"{' + '.join(terms)}: {unanswered} {items} no answer, so there is no score.")
    else:
        lines.append(f"{' + '.join(terms)} = {total} (from {scoring.least} to {scoring.most})")
    return tuple(lines)
