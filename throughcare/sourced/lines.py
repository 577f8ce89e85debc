"""A YAML file read so that every part of it still knows the line on which it stands."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yaml.nodes import Node

Place = tuple[str | int, ...]


class WrongFile(ValueError):
    """A file of published values that cannot be used; the message names each line at fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class LoadedYaml:
    """A file that was read and agrees with its schema, and the line on which each part stands."""

    path: Path
    data: Any
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """The line of that place in the file, or of the nearest part around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def wrong(self, place: Place, message: str) -> WrongFile:
        """A refusal for a reason that the schema cannot express, in the same form as the others."""
        return WrongFile([self.sentence(place, message)])

    def sentence(self, place: Place, message: str) -> str:
        """File, line and place within the file, then what is wrong there."""
        return f"{self.path.name} line {self.line(*place)}: {_written(place)}{message}"


def read(path: Path) -> LoadedYaml:
    """Read one YAML document; raises WrongFile where it is not YAML or says a thing twice."""
    import yaml

    lines: dict[Place, int] = {(): 1}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WrongFile([f"{path.name} line {line}: this is not YAML: {error.problem}"]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongFile([f"{path.name} line 1: this is not YAML in UTF-8: {error}"]) from error
    data = None if node is None else _value(node, (), path, lines, set())
    return LoadedYaml(path, data, lines)


def _value(node: "Node", place: Place, path: Path, lines: dict[Place, int], seen: set[int]) -> Any:
    from yaml.nodes import MappingNode, ScalarNode

    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    if id(node) in seen:
        raise WrongFile([f"{path.name} line {line}: {_written(place)}write this out, not an alias"])
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        return node.value if node.style else _plain(node.value)
    if not isinstance(node, MappingNode):
        return [
            _value(child, (*place, index), path, lines, seen)
            for index, child in enumerate(node.value)
        ]
    mapping: dict[str, Any] = {}
    for key_node, child in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        inner = (*place, key)
        if key in mapping:
            raise WrongFile([f"{path.name} line {line}: {_written(inner)}is there twice"])
        lines[inner] = line
        mapping[key] = _value(child, inner, path, lines, seen)
    return mapping


WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")


def _plain(text: str) -> Any:
    # YAML 1.1 would turn no, 1:30 and 010 into false, 90 and 8: not what a clinician wrote.
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text


def _written(place: Place) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return f"{text.removeprefix('.')}: " if text else ""
