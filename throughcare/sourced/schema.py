"""Holding a file of published values to its JSON Schema, and saying plainly what is wrong."""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from throughcare.sourced.lines import LoadedYaml, Place, WrongFile, read

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def load(path: Path, schema: Path | dict[str, Any]) -> LoadedYaml:
    """Read a YAML file and hold it to its JSON Schema.

    Only `true` and `false` are truth values, and dates stay text, so `no` means the word no.
    Repeated keys and YAML aliases are refused. Raises WrongFile with one problem a line.
    """
    loaded = read(path)
    problems = sorted(
        (_fault(loaded, error) for error in _validator(schema).iter_errors(loaded.data)),
        key=lambda fault: fault[0],
    )
    if problems:
        raise WrongFile([sentence for _, sentence in problems])
    return loaded


_KINDS = {
    "string": "text (put it in quotation marks)",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of named entries",
    "null": "empty",
}


def _validator(schema: Path | dict[str, Any]) -> Any:
    return _compiled(schema.read_text("utf-8") if isinstance(schema, Path) else json.dumps(schema))


@cache
def _compiled(schema: str) -> Any:
    # Loaded only when a file is read, so that commands without files start at once.
    from jsonschema import Draft202012Validator, FormatChecker

    parsed = json.loads(schema)
    Draft202012Validator.check_schema(parsed)
    return Draft202012Validator(parsed, format_checker=FormatChecker(["date"]))


def _fault(loaded: LoadedYaml, error: "ValidationError") -> tuple[int, str]:
    while error.context:
        # Of several allowed forms, the one that the writer came closest to fails deepest inside.
        error = max(error.context, key=lambda each: len(each.absolute_path))
    place: Place = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.schema, dict):
        known = error.schema.get("properties", {})
        patterns = error.schema.get("patternProperties", {})
        given: Any = error.instance
        strange = (
            key
            for key in given
            if key not in known and not any(re.search(pattern, key) for pattern in patterns)
        )
        place = (*place, next(strange))
    return loaded.line(*place), loaded.sentence(place, _said(error))


def _said(error: "ValidationError") -> str:
    wanted: Any = error.validator_value
    given: Any = error.instance
    asked = error.schema.get("description") if isinstance(error.schema, dict) else None
    match error.validator:
        case "pattern" | "format" | "const" | "not":
            return f"{given!r} is not {asked or f'of the form {wanted}'}"
        case "enum":
            return f"{given!r} is not one of {', '.join(map(str, wanted))}"
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            return f"{given!r} is not {' or '.join(_KINDS[kind] for kind in kinds)}"
        case "required":
            return error.message.replace("is a required property", "is missing")
        case "additionalProperties":
            return "is not an entry that belongs here"
        case _:
            return error.message
