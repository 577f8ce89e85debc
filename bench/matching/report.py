"""What was measured, as the page on how people are matched."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bench.matching.arrivals import Arrivals
from bench.matching.bias import Group
from throughcare.people.linkage.settings import BLOCKING
from throughcare.people.matching.levels import COMPARISONS, ELSE
from throughcare.people.matching.model import Model, load

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "matching.md"


@dataclass
class Findings:
    """Everything that one run measured."""

    at: datetime
    load: tuple[float, float, float]
    people: int
    records: int
    arrivals: Arrivals = field(default_factory=Arrivals)
    ours: dict[str, float] = field(default_factory=dict)
    plain: dict[str, float] = field(default_factory=dict)
    quality: dict[str, float] = field(default_factory=dict)
    bias: list[Group] = field(default_factory=list)


def write(found: Findings) -> None:
    """Write the page."""
    model = load()
    PAGE.write_text(
        "\n\n".join(
            [*_head(found, model), _weights(model), *_speed(found), *_quality(found), *_bias(found)]
        )
        + "\n",
        encoding="utf-8",
    )


def _head(found: Findings, model: Model) -> list[str]:
    trained = model.trained
    return [
        "<!-- Written by `python -m bench.matching`. Do not edit. -->",
        "# How people are matched",
        "Whether two records are of one person is weighed comparison by comparison (Fellegi and"
        " Sunter). Splink learnt the weights; the same weights are used for one arrival in the"
        " database, for whole extracts in DuckDB, and in Apache Spark. A test holds the weight"
        " of one"
        " arrival to Splink's within 0.01 on more than 10,000 pairs.",
        f"Model {model.version}: learnt from {trained['records']:,} records of"
        f" {trained['people']:,}"
        f" {trained['from']}, seed {trained.get('seed', 'none')}. From a match weight of"
        f" {model.same:g} on two records are the same person, from {model.review:g} on a person is"
        " asked. Whatever the weight, nobody is joined without being asked where two numbers of a"
        " kind of which a person has one differ, or where one ground alone stands behind the"
        " weight: name and date of birth are one, and need a number or a postcode beside them;"
        " numbers need a like name or date of birth. Two confirmed numbers that differ are two"
        " people.",
        "**What these figures are not.** The people are made up, their names joined by chance, and"
        " the shares of slips are assumptions. The model learnt from people made the same way"
        " as those"
        " it is measured on (with another seed), which flatters it. Before live use, train it"
        " on your"
        " own extract with `throughcare people train --input` and measure it on pairs that people"
        " have looked at.",
        f"Measured on {found.at:%-d %B %Y}, two cores shared with other work (load"
        f" {found.load[0]:.1f} when it began).",
    ]


def _weights(model: Model) -> str:
    lines = ["## What each agreement says", "", "| comparison | level | weight |", "|---|---|---|"]
    for comparison in COMPARISONS:
        for level in [*comparison.levels, None]:
            label = level.label if level else ELSE
            says = level.says if level else comparison.differs
            rarity = " (more where the name is rare)" if level and level.common else ""
            weight = model.weights[comparison.name, label]
            lines.append(f"| {comparison.called} | {says} | {weight:+.1f}{rarity} |")
    lines += ["", "Why each is compared so:", ""]
    lines += [f"- **{one.called}**: {one.because}" for one in COMPARISONS[:5]]
    lines += ["", "Pairs are looked at where one of these holds:", ""]
    lines += [f"- {why} `{rule}`" for rule, why in BLOCKING]
    return "\n".join(lines)


def _speed(found: Findings) -> list[str]:
    a, ours, plain = found.arrivals, found.ours, found.plain
    known, strange = sum(a.known.values()), sum(a.strangers.values())
    linked = ours["predict"] + ours["cluster"]
    written = ours["total"] - ours["prepare"] - linked
    return [
        "## One arrival",
        f"Against {found.people:,} records, decision and explanation included:"
        f" p50 {a.percentile(0.5):.1f} ms, p95 {a.percentile(0.95):.1f} ms (target under 25 ms).",
        "| who came in | same | a person is asked | not found | somebody else"
        " |\n|---|---|---|---|---|\n"
        f"| {known:,} with a record | {_share(a.known['same'], known)} |"
        f" {_share(a.known['ask'], known)} | {_share(a.known['not found'], known)} |"
        f" {_share(a.known['somebody else'], known)} |\n"
        f"| {strange:,} strangers | {_share(a.strangers['same'], strange)} |"
        f" {_share(a.strangers['ask'], strange)} | {_share(a.strangers['different'], strange)}"
        f" | – |",
        "## A whole extract",
        f"{found.records:,} records, in DuckDB. Splink's own functions begin with rows that are"
        " prepared already, by the same code as ours; whoever uses them alone writes and waits for"
        " that as well. The model of `throughcare people match` was trained before.",
        "| | prepare | train | compare | decide and group | write | from prepared rows to groups"
        " | all | memory |\n|---|---|---|---|---|---|---|---|---|\n"
        f"| `throughcare people match` | {ours['prepare']:.0f} s | – | {ours['predict']:.0f} s |"
        f" {ours['cluster']:.0f} s | {written:.0f} s | {linked:.0f} s | {ours['total']:.0f} s |"
        f" {ours['memory']:,.0f} MB |\n"
        f"| Splink | – | {plain['train']:.0f} s | {plain['predict']:.0f} s |"
        f" {plain['cluster']:.0f} s | – | {plain['total']:.0f} s | – |"
        f" {plain['memory']:,.0f} MB |",
        f"Ours is {linked / plain['total']:.2f} of Splink's time from prepared rows to groups"
        " (target: no slower), and"
        f" {ours['total'] / plain['total']:.1f} times that time with reading, checking and"
        " writing.",
    ]


def _quality(found: Findings) -> list[str]:
    q = found.quality
    return [
        "## How well",
        f"Among the {q['true pairs']:,.0f} pairs of records that are truly of one person:",
        "| | |\n|---|---|\n"
        f"| precision of pairs joined without asking | {q['precision']:.4f} |\n"
        f"| recall of pairs joined without asking | {q['recall']:.4f} |\n"
        f"| recall with those that people are asked about | {q['recall with review']:.4f} |\n"
        f"| pairs to review | {q['queue']:,.0f} ({q['queue per 1000 records']:.0f} for 1,000"
        f" records) |\n"
        f"| of which truly one person | {q['right in queue']:.3f} |",
    ]


def bias_table(groups: list[Group]) -> str:
    """How often each group is found, joined wrongly and asked about for nothing."""
    lines = [
        "| | records | pairs | joined | found with review | wrongly joined, of 10,000 joined"
        " | wrongly asked, for 1,000 records |",
        "|---|---|---|---|---|---|---|",
    ]
    for group in groups:
        joined = group.same + group.wrong
        lines.append(
            f"| {group.by}: {group.name} | {group.records:,} | {group.pairs:,} |"
            f" {_share(group.same, group.pairs)} |"
            f" {_share(group.same + group.review, group.pairs)} |"
            f" {f'{group.wrong / joined * 10_000:.1f}' if joined else '–'} |"
            f" {group.asked / group.records * 1_000:.1f} |"
        )
    return "\n".join(lines)


def _bias(found: Findings) -> list[str]:
    return [
        "## Whom it finds less often",
        "The same extract by ethnic group, sex, age and naming tradition. A group that is"
        " joined less"
        " often gets two records more often, and its history is missed; a group that is wrongly"
        " joined more often gets somebody else's. Ethnicity is never compared.",
        bias_table(found.bias),
    ]


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.1%}" if whole else "–"
