"""Makes this folder ready to work in: packages by their locks, and what browser tests need.

Uses the standard library alone, since nothing is installed when it first runs. Each step is
remembered by the hash of what it was made from, so that a second run finds nothing to do and needs
no network.
"""

from __future__ import annotations  # so that an older Python can read this far and be told

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DONE = VENV / "set-up.json"
NHSUK = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
VENDOR = ROOT / "throughcare" / "web" / "static" / "vendor"
LIGHT = "chromium-headless-shell"
"""The same Chromium without windows, menus and extensions, which no test sees: it takes two thirds
of the processor, and the tests of pages are half of all."""
BROWSERS = (LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Do what is not done yet."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--browser", action="store_true", help="also see to a browser for the tests")
    asked.add_argument("--spark", action="store_true", help="also see to Spark for the tests")
    options = asked.parse_args()
    os.chdir(ROOT)
    make_environment()
    step("python", [ROOT / "requirements.lock"], install_python_packages)
    step("project", [ROOT / "pyproject.toml"], install_project)
    step("npm", [ROOT / "package-lock.json", ROOT / ".npmrc"], install_npm_packages)
    step("vendor", [ROOT / "package-lock.json", Path(__file__)], copy_vendor_files)
    if options.browser:
        see_to_browser()
    if options.spark:
        see_to_java()
        step("spark", [ROOT / "requirements-spark.lock"], install_spark)


def step(name: str, made_from: list[Path], do: Callable[[], None]) -> None:
    """Run a step unless it was last run for the same files, and what it made is still there."""
    made = {"npm": NHSUK, "vendor": VENDOR}.get(name, VENV)
    now = hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()
    done = json.loads(DONE.read_text()) if DONE.exists() else {}
    if done.get(name) == now and made.exists():
        return
    do()
    DONE.write_text(json.dumps(done | {name: now}, indent=2))


def make_environment() -> None:
    """Make .venv, or use the one that is there."""
    if PYTHON.exists() and run_quietly(
        PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"
    ):
        return
    say("making .venv")
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--clear", "--python", ">=3.11", VENV)
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells somebody with an older one
        this = sys.version.split()[0]
        stop(
            f"Python 3.11 or newer is needed, and this is {this}. Try: make demo PYTHON=python3.11"
        )
    if not run_quietly(sys.executable, "-m", "venv", "--clear", VENV):
        stop(
            "Python cannot make a virtual environment. "
            "On Debian or Ubuntu: apt-get install python3-venv"
        )


def install_python_packages() -> None:
    """Exactly the versions of requirements.lock, each file checked against its hash."""
    say("installing Python packages")
    installer("install", "--require-hashes", "-r", "requirements.lock")


def install_spark() -> None:
    """Large, and wanted by one test alone; built with the tools that are already here."""
    say("installing Spark for the test of large extracts")
    installer(
        "install", "--no-deps", "--no-build-isolation", "--require-hashes",
        "-r", "requirements-spark.lock",
    )  # fmt: skip


def install_project() -> None:
    """The project itself, in place: a change in the source needs no new installation."""
    installer("install", "--no-deps", "--no-build-isolation", "--editable", ".")


def installer(*arguments: str) -> None:
    """Run uv where it is there, pip where not; both read the same lock."""
    uv = shutil.which("uv") or shutil.which("uv", path=VENV / "bin")
    if uv:
        run(uv, "pip", arguments[0], "--quiet", "--python", PYTHON, *arguments[1:])
    else:
        quietly = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONWARNINGS": "ignore"}
        run(PYTHON, "-m", "pip", arguments[0], "--quiet", *arguments[1:], env=quietly)


def install_npm_packages() -> None:
    """The design system and the accessibility tests, by their lock; no script of theirs is run."""
    npm = shutil.which("npm")
    if npm is None:
        stop("npm is needed (Node.js 20 or newer). On Debian or Ubuntu: apt-get install nodejs npm")
    say("installing npm packages")
    run(npm, "ci", "--loglevel=error")


def copy_vendor_files() -> None:
    """Copy what pages use of the design system: style, behaviour and the icons the style names.

    Left out: the logo and its icons, and the rules that would fetch the Frutiger typeface. Neither
    is ours to use, and a page must not ask any other site for anything.
    """
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "images").mkdir(parents=True)
    style = (NHSUK / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    style = re.sub(r"@font-face\s*\{[^}]*\}", "", style).replace("/assets/images/", "images/")
    for icon in sorted(set(re.findall(r"images/([\w-]+\.svg)", style))):
        shutil.copyfile(NHSUK / "assets" / "images" / icon, VENDOR / "images" / icon)
    if re.search(r"url\(['\"]?(?:https?:)?//", style):
        stop(
            "the design system's style sheet names another site: "
            "see copy_vendor_files in scripts/set_up.py"
        )
    behaviour = (NHSUK / "nhsuk-frontend.min.js").read_text(encoding="utf-8")
    for name, text in {"nhsuk-frontend.min.css": style, "nhsuk-frontend.min.js": behaviour}.items():
        without_map = re.sub(r"\n?(?:/\*|//)[#@] sourceMappingURL=\S+(?: \*/)?\s*$", "\n", text)
        (VENDOR / name).write_text(without_map, encoding="utf-8")


def see_to_browser() -> None:
    """Have Chromium for the tests of pages: installed on Debian by root, otherwise said how."""
    if named := os.environ.get("THROUGHCARE_BROWSER"):
        if not run_quietly(named, "--version"):
            stop(f"THROUGHCARE_BROWSER names {named}, which does not start")
        return
    for package in (LIGHT, "chromium"):
        if not any(shutil.which(name) for name in BROWSERS):
            install_on_debian("Chromium for the tests of pages", [package, "fonts-liberation"])
    if not any(shutil.which(name) for name in BROWSERS):
        stop(
            "The tests of pages need Chromium or Chrome. On Debian: "
            f"sudo apt-get install {LIGHT} fonts-liberation. "
            "If it is elsewhere, say where: THROUGHCARE_BROWSER=/path/to/chrome make test"
        )


def see_to_java() -> None:
    """Have Java for Spark: installed on Debian by root; elsewhere that one test is left out."""
    if shutil.which("java") is None:
        install_on_debian("Java for Spark", ["openjdk-17-jre-headless"])
    if shutil.which("java") is None:
        say("Spark is not tested here: it needs Java 17. On Debian: openjdk-17-jre-headless")


def install_on_debian(what: str, packages: list[str]) -> None:
    """Install packages where that can be done without asking: on Debian, as root.

    Whether they are there afterwards is for the caller to see.
    """
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    say(f"installing {what}")
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], env=quietly, stdout=sys.stderr, check=False)
        if done.returncode:
            return


def run(*command: str | Path, env: dict | None = None) -> None:
    """Run a command, and stop with its own message when it fails."""
    done = subprocess.run([str(part) for part in command], env=env, stdout=sys.stderr, check=False)
    if done.returncode:
        stop(f"failed: {' '.join(str(part) for part in command)}")


def run_quietly(*command: str | Path) -> bool:
    """Whether a command can be run and succeeds."""
    try:
        return (
            subprocess.run(
                [str(part) for part in command], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def say(what: str) -> None:
    """Tell what is being done; answers of later commands go elsewhere."""
    print(f"set-up: {what}", file=sys.stderr, flush=True)


def stop(why: str) -> NoReturn:
    """Give up, telling what to do."""
    sys.exit(f"set-up: {why}")


if __name__ == "__main__":
    main()
