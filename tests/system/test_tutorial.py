"""The tutorial says nothing that the journeys do not press, follow or choose."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
TUTORIAL = HERE.parents[1] / "docs" / "tutorial" / "the-main-job.md"
JOURNEYS = ("main_job.py", "test_main_job.py", "test_pictures.py", "test_tutorial.py")
ON_EVERY_PAGE = ("Sign out",)


def said_in_the_tutorial() -> list[str]:
    """The words in bold: what a newcomer looks for on the page."""
    text = TUTORIAL.read_text(encoding="utf-8")
    return [" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", text, re.S)]


def used_in_journeys() -> set[str]:
    """Every word that a journey writes down, as far as pages word it."""
    trees = [ast.parse((HERE / name).read_text(encoding="utf-8")) for name in JOURNEYS]
    return {
        node.value.strip().removesuffix(" (optional)")
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_what_the_tutorial_presses_is_what_the_journeys_press():
    used = used_in_journeys()
    # A button says more to those who do not see its row: "Open", "Open the summary about …".
    unknown = [
        words
        for words in said_in_the_tutorial()
        if not any(each == words or each.startswith(f"{words} ") for each in used)
    ]
    assert not unknown, f"no journey uses: {unknown}"


def test_the_pictures_of_the_tutorial_are_there():
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", TUTORIAL.read_text(encoding="utf-8"))
    assert len(pictures) == 6
    for picture in pictures:
        assert (TUTORIAL.parent / picture).resolve().is_file(), picture
