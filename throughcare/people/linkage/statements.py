"""The SQL by which an engine brings the rows of an extract to the forms that are compared."""

from throughcare.people.linkage.extracts import LONGEST_ROW
from throughcare.people.matching.row import COLUMNS, MOST_WAYS, NUMBERS

NOT_VALID = "the number is not valid; the row was matched without it"
NOTHING = "there is no name and no valid number to match on"
TWICE = "another row before has the same id"
TOO_LONG = f"the row is longer than {LONGEST_ROW} letters"
TYPES = {"born_year": "INTEGER", "born_month": "INTEGER"} | {
    name: "DOUBLE" for name in COLUMNS if name.startswith("tf_")
}
NAME = (
    "given", "middle", "family", "name", "root", "given_sound", "family_sound", "family_first",
    "family_last",
)  # fmt: skip
BESIDE = (
    "born_day", "born_turned", "born_month_day", "born_year", "born_month", "sex", "postcode",
    "district", *NUMBERS,
)  # fmt: skip
"""What the rows of one record share, whichever of its names they are of."""


def _each(pattern: str, names: tuple[str, ...] = NUMBERS, by: str = ", ") -> str:
    return by.join(pattern.format(name) for name in names)


ROWS = (
    "CREATE TABLE rows (row_id VARCHAR, side VARCHAR, "
    + ", ".join(f"{name} {TYPES.get(name, 'VARCHAR')}" for name in COLUMNS)
    + ", record INTEGER)"
)

INTO_RAW = f"""
SELECT * REPLACE (coalesce(nullif(trim(id), ''), 'line ' || line) AS id),
  {{letters}} > {LONGEST_ROW} AS long FROM incoming
"""  # noqa: S608 - own words only

NAMED = """
  g.first AS given, {middle} AS middle, f.whole AS family,
  trim(concat(g.first, ' ', f.whole)) AS name, g.root, g.sound AS given_sound,
  f.sound AS family_sound, f.first AS family_first, f.last AS family_last,
  g.common AS tf_given, f.common AS tf_family"""

READ = f"""
CREATE OR REPLACE TABLE read AS
SELECT *, problem = '' AND NOT long AND NOT (name = '' AND {_each("{0} = ''", by=" AND ")}) AS good
FROM (
  SELECT r.line, r.id, r.long, r.other_names, b.problem,
    {NAMED.format(middle="coalesce(nullif(o.middle, ''), g.second)")},
    b.born_day, b.born_turned, b.born_month_day, b.born_year, b.born_month, s.sex,
    p.postcode, p.district, {_each("coalesce(n_{0}.canonical, '') AS {0}")}
  FROM raw r
  JOIN given_forms g ON g.text = r.given_name JOIN family_forms f ON f.text = r.family_name
  JOIN birth_forms b ON b.text = r.date_of_birth JOIN sex_forms s ON s.text = r.sex
  JOIN place_forms p ON p.text = r.postcode
  LEFT JOIN other_forms o ON o.text = r.other_names AND o.turn = 0
  {_each("LEFT JOIN forms_{0} n_{0} ON n_{0}.text = r.{0}", by=" ")})
"""  # noqa: S608 - own words only

REPEATED = """
CREATE OR REPLACE TABLE repeated AS SELECT line, id FROM (
  SELECT line, id, row_number() OVER (PARTITION BY id ORDER BY line) AS turn FROM read WHERE good)
WHERE turn > 1
"""
KEPT = """
CREATE OR REPLACE TABLE kept AS
SELECT *, (row_number() OVER (ORDER BY line) - 1 + ?)::INTEGER AS record
FROM read WHERE good AND line NOT IN (SELECT line FROM repeated)
"""
FAULTS = f"""
SELECT r.line, r.id, CASE WHEN d.problem <> '' THEN 'date_of_birth' ELSE '' END,
  CASE WHEN d.problem <> '' THEN r.date_of_birth ELSE '' END,
  CASE WHEN d.long THEN '{TOO_LONG}' WHEN d.problem <> '' THEN d.problem ELSE '{NOTHING}' END
FROM read d JOIN raw r ON r.line = d.line WHERE NOT d.good
"""  # noqa: S608 - own words only
DOUBTS = {
    kind: f"SELECT r.line, r.id, r.{kind} FROM raw r JOIN kept k ON k.line = r.line"  # noqa: S608
    f" WHERE k.{kind} = '' AND trim(r.{kind}) <> ''"
    for kind in NUMBERS
}

OTHER_NAMES = f"""
CREATE OR REPLACE TABLE also AS
SELECT DISTINCT k.record, {_each("k.{0}", BESIDE)}, {NAMED.format(middle="g.second")}
FROM kept k JOIN other_forms o ON o.text = k.other_names AND o.turn BETWEEN 1 AND {MOST_WAYS - 1}
JOIN given_forms g ON g.text = o.given JOIN family_forms f ON f.text = o.family
WHERE g.first || f.whole <> ''
  AND NOT (g.first = k.given AND g.second = k.middle AND f.whole = k.family
           AND f.first = k.family_first AND f.last = k.family_last)
"""  # noqa: S608 - own words only
IN_ROWS = {
    "born_year": "born_year",
    "born_month": "born_month",
    "tf_name": "CASE WHEN e.name <> '' THEN coalesce(c.share, least(greatest("
    "tf_given * tf_family * $together, $rarest), $most)) END",
    "tf_given": "CASE WHEN given <> '' THEN tf_given END",
    "tf_family": "CASE WHEN family <> '' THEN tf_family END",
}
"""How a column is made that is no text as it stands."""

EVERY = ", ".join(("record", *BESIDE, *NAME, "tf_given", "tf_family"))
SELECTED = ", ".join(IN_ROWS.get(name, f"nullif(e.{name}, '')") + f" AS {name}" for name in COLUMNS)
INTO_ROWS = f"""
WITH every AS (
  SELECT {EVERY}, 0 AS turn FROM kept WHERE name <> '' OR record NOT IN (SELECT record FROM also)
  UNION ALL SELECT {EVERY}, row_number() OVER (PARTITION BY record) AS turn FROM also)
SELECT concat($side, lpad(record::VARCHAR, 9, '0'), '.', turn) AS row_id, $side AS side,
  {SELECTED},
  record
FROM every e LEFT JOIN common_names c ON c.name = e.name
"""  # noqa: S608 - own words only
