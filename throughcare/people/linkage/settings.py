"""The settings that Splink trains and predicts with, on whatever engine.

Comparisons are those of `people.matching.levels`, each with its reason there. Blocking rules say
which pairs are looked at at all: each is one way in which two records of a person still meet
although others fail, and none makes a block so large that a million records would not be compared
in a minute.
"""

from typing import Any

from throughcare.people.matching.levels import COMPARISONS, ELSE, Comparison

BLOCKING: tuple[tuple[str, str], ...] = (
    ("l.nhs_number = r.nhs_number", "The same NHS number, whatever else was misheard."),
    ("l.pnc = r.pnc", "The same PNC number: most who were in custody before have one."),
    ("l.cro = r.cro", "The same criminal record number."),
    ("l.prison_number = r.prison_number", "The same prison number, across sentences."),
    ("l.crn = r.crn", "The same probation number."),
    (
        "l.family_sound = r.family_sound AND l.born_day = r.born_day",
        "Born the same day with a family name that sounds alike: the given name may be any.",
    ),
    (
        "l.given_sound = r.given_sound AND l.born_day = r.born_day",
        "Born the same day with a given name that sounds alike: the family name may have changed.",
    ),
    (
        "l.given = r.family AND l.family = r.given AND l.born_year = r.born_year",
        "Names the other way round, born the same year.",
    ),
    (
        "l.root = r.root AND l.family = r.family AND l.born_month_day = r.born_month_day",
        "The same name and birthday: the year was mistaken.",
    ),
    (
        "l.root = r.root AND l.family = r.family AND l.born_year = r.born_year",
        "The same name and year of birth: the day was mistaken, or is not known.",
    ),
    (
        "l.root = r.root AND l.family = r.family AND l.postcode = r.postcode",
        "The same name at one address: the date of birth is wrong or not known.",
    ),
    (
        "l.born_day = r.born_day AND l.postcode = r.postcode",
        "Born the same day at one address: the name may be another.",
    ),
    (
        "l.family_sound = r.family_sound AND l.given_sound = r.given_sound"
        " AND l.born_turned = r.born_day",
        "A name that sounds alike, day and month of birth the other way round.",
    ),
)
"""Each blocking rule and why it is there."""

ONE_IN_A_MILLION = 1e-6
"""How likely two records taken at random are one person's, before anything is compared.

Set, not learnt: it is the share among about a million records of half as many people, the size that
the product is made for. Learnt from the sample it would change with the size of the sample, and
with it every weight.
"""

SHARED_BY_CHANCE = {
    "nhs_number": 1e-6, "pnc": 1e-6, "cro": 2e-6, "prison_number": 2e-6, "crn": 2e-6,
}  # fmt: skip
"""How often two people share a number: a clerk's slip, too rare to be learnt from pairs at
random."""


def settings() -> dict[str, Any]:
    """The untrained settings, in the form in which Splink keeps its models."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row_id",
        "probability_two_random_records_match": ONE_IN_A_MILLION,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": [],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule, _ in BLOCKING],
        "comparisons": [_comparison(one) for one in COMPARISONS],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": comparison.unknown_sql,
            "label_for_charts": "unknown",
            "is_null_level": True,
        }
    ]
    for level in comparison.levels:
        told: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.label}
        if level.common:
            told |= {"tf_adjustment_column": level.common, "tf_adjustment_weight": 1.0}
        levels.append(told)
    levels.append({"sql_condition": "ELSE", "label_for_charts": ELSE})
    if comparison.name in SHARED_BY_CHANCE:
        by_chance = SHARED_BY_CHANCE[comparison.name]
        levels[1] |= {"u_probability": by_chance, "fix_u_probability": True}
        levels[2] |= {"u_probability": 1 - by_chance, "fix_u_probability": True}
    return {
        "output_column_name": comparison.name,
        "comparison_description": comparison.called,
        "comparison_levels": levels,
    }
