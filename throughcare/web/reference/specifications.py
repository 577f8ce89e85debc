"""The worked examples of tests/spec as pages: folder = chapter, file = section, test = example."""

import ast
from pathlib import Path

SPEC = Path(__file__).parents[3] / "tests" / "spec"


def page() -> str:
    """What the product does, in worked examples that are tests."""
    parts = [
        "# Worked examples",
        "Each sentence is a test in `tests/spec`; the build fails when it is no longer true.",
    ]
    for path in sorted(SPEC.rglob("test_*.py")):
        module = ast.parse(path.read_text())
        parts.append(f"## {ast.get_docstring(module)}")
        tests = [n for n in module.body if isinstance(n, ast.FunctionDef) and _is_test(n.name)]
        for test in tests:
            sentence = test.name.removeprefix("test_").replace("_", " ")
            said = ast.get_docstring(test) or ""
            parts.append(f"- {sentence[0].upper()}{sentence[1:]}.{' ' + said if said else ''}")
    return "\n\n".join(parts).replace("\n\n- ", "\n- ")


def _is_test(name: str) -> bool:
    return name.startswith("test_")
