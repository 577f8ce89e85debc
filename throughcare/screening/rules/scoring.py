"""What answers add up to, with the arithmetic shown, and what somebody must act on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

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
    _show: Callable[[], tuple[str, ...]] = field(compare=False, repr=False)

    @cached_property
    def working(self) -> tuple[str, ...]:
        """The arithmetic line by line, written when somebody asks to see it."""
        return self._show()

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
    return _raised(instrument, answers, complete_total(instrument, answers))


def score(
    instrument: Instrument,
    answers: Mapping[str, object],
    *,
    context: Context | None = None,
    version: str | None = None,
) -> Scored:
    """Score answers, keyed by item id or position, to this instrument.

    There is no score and no band while a scored item has no answer, unless the authors allow for
    it, or when the person is outside the ages the instrument is meant for. Raises `WrongAnswers`
    for answers that do not fit.
    """
    given = checked(instrument, answers, version=version)
    about = context or Context()
    missing = _missing(instrument, given, about)
    sum_of_all = complete_total(instrument, given)
    total: int | None = sum_of_all
    not_for: tuple[str, ...] = ()
    if instrument.scoring is not None:
        if total is None and instrument.scoring.prorate is not None:
            total = _prorated(instrument, instrument.scoring, given)
        fits = may_start(instrument, age=about.age)
        if not fits.allowed:
            total, not_for = None, fits.reasons
    derived = () if total is None or sum_of_all is None else _derived(instrument, given)
    band = None
    if total is not None and instrument.scoring is not None:
        band = instrument.scoring.band(total)

    def show() -> tuple[str, ...]:
        if instrument.scoring is None:
            return ()
        lines = _working(instrument, instrument.scoring, given, sum_of_all)
        if not_for:
            return (*lines, *not_for, "So there is no score.")
        if band is None:
            return lines
        within = f"{total} is in the band “{band.label}” ({band.least} to {band.most})."
        return (*lines, within, *(result.sentence for result in derived if result.holds))

    return Scored(
        instrument=instrument.id,
        version=instrument.version,
        complete=not missing,
        missing=missing,
        score=total,
        band=band,
        flags=_raised(instrument, given, sum_of_all),
        derived=derived,
        _show=show,
    )


def complete_total(instrument: Instrument, answers: Mapping[str, Answer]) -> int | None:
    """The sum of all scored items, or None while one of them has no answer.

    A question that the instrument itself passes over needs none, and counts nothing.
    """
    scoring = instrument.scoring
    if scoring is None:
        return None
    passed = _passed_over(instrument, scoring, answers) if scoring.skipped else frozenset[str]()
    total = 0
    for name, points in instrument.counting:
        if name in passed:
            continue
        counts = points.get(answers.get(name))
        if counts is None:
            return None
        total += counts
    return total


def _prorated(
    instrument: Instrument, scoring: Scoring, answers: Mapping[str, Answer]
) -> int | None:
    """As many times the mean as there are items, where the authors allow it; half goes up."""
    rule = scoring.prorate
    given = [
        points[value]
        for name, points in instrument.counting
        if (value := answers.get(name)) in points
    ]
    if rule is None or len(given) < rule.least_answered:
        return None
    return (2 * len(scoring.items) * sum(given) + len(given)) // (2 * len(given))


def _passed_over(
    instrument: Instrument, scoring: Scoring, answers: Mapping[str, Answer]
) -> frozenset[str]:
    if not scoring.skipped:
        return frozenset()
    put = {item.id for item in shown(instrument, answers, context=Context())}
    passed: set[str] = set()
    for name in scoring.items:
        gates = _gates(instrument, name)
        # A question behind one that was itself passed over is passed over as well.
        known = all(gate in passed or is_answered(answers.get(gate)) for gate in gates)
        if name not in put and known:
            passed.add(name)
    return frozenset(passed)


def _gates(instrument: Instrument, name: str) -> frozenset[str]:
    """The items whose answers decide whether this one is asked."""
    asked_if = instrument.item(name).show_when
    return asked_if.names() & instrument.by_id().keys() if asked_if else frozenset()


def _raised(
    instrument: Instrument, answers: Mapping[str, Answer], total: int | None
) -> tuple[Flag, ...]:
    if not instrument.flags:
        return ()
    if total is not None or not instrument.scoring:
        so_far = total
    else:
        so_far = sum_so_far(instrument, answers)
    known = {**answers, "total": total, "so_far": so_far}
    flags = [flag for flag in instrument.flags if flag.when.holds(known)]
    return tuple(sorted(flags, key=lambda flag: not flag.urgent))


def _missing(
    instrument: Instrument, answers: Mapping[str, Answer], context: Context
) -> tuple[str, ...]:
    empty = [
        item
        for item in shown(instrument, answers, context=context)
        # A number is an answer; only where there is none is it asked why.
        if item.required and type(answers.get(item.id)) is not int
    ]
    if not empty:
        return ()
    needed = instrument.scored()
    if instrument.scoring is not None and instrument.scoring.skipped:
        needed = needed.union(*(_gates(instrument, name) for name in needed))
    return tuple(
        item.id
        for item in empty
        if not (is_answered if item.id in needed else is_done)(answers.get(item.id))
    )


def _derived(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[DerivedResult, ...]:
    if not instrument.derived:
        return ()
    values = {
        name: option.counts or 0
        for name in instrument.scored()
        if (option := instrument.item(name).option(answers.get(name))) is not None
    }
    return tuple(
        DerivedResult(entry.id, DERIVED[entry.rule](values), entry.sentence)
        for entry in instrument.derived
    )


def _working(
    instrument: Instrument, scoring: Scoring, answers: Mapping[str, Answer], total: int | None
) -> tuple[str, ...]:
    """How the score was worked out, line by line, prorated where that is allowed."""
    lines: list[str] = []
    terms: list[str] = []
    passed = _passed_over(instrument, scoring, answers)
    for name in scoring.items:
        item = instrument.item(name)
        option = item.option(answers.get(name))
        if name in passed:
            lines.append(f"{item.position}. {item.text}: 0 (passed over)")
            terms.append("0")
        elif option is not None:
            lines.append(f"{item.position}. {item.text}: {option.counts} ({option.label})")
            terms.append(str(option.counts))
        else:
            lines.append(f"{item.position}. {item.text}: no answer")
            terms.append("?")
    if passed:
        lines.append(scoring.skipped)
    of, added = f"(from {scoring.least} to {scoring.most})", " + ".join(terms)
    if total is not None:
        return (*lines, f"{added} = {total} {of}")
    unanswered = terms.count("?")
    items = "item has" if unanswered == 1 else "items have"
    prorated = _prorated(instrument, scoring, answers)
    if prorated is None or scoring.prorate is None:
        return (*lines, f"{added}: {unanswered} {items} no answer, so there is no score.")
    answered, known = len(terms) - unanswered, sum(int(term) for term in terms if term != "?")
    exact = len(terms) * known / answered
    rounded = "" if exact == prorated else f", rounded to {prorated}"
    return (
        *lines,
        f"{added}: {unanswered} {items} no answer. {scoring.prorate.basis}",
        f"{len(terms)} × {known} ÷ {answered} = {exact:g}{rounded} {of}",
    )
