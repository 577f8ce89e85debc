"""What others made is fetched by hash and named by version, and none of it is kept here."""

import json
import re
import tomllib
from importlib.metadata import metadata

from .tree import ROOT, kept_files

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NPM_LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
# Put together from halves, so that this file does not name what it forbids.
HOSTS = ["".join(halves) for halves in (
    ("pypi", ".org"), ("files.python", "hosted.org"), ("registry.npm", "js.org"),
    ("registry.yarn", "pkg.com"), ("deb.debian", ".org"), ("archive.ubuntu", ".com"),
)]  # fmt: skip
OTHERS = re.compile(
    r"(^|/)(node_modules|vendor|third_party)/|\.min\.(css|js)$|\.(woff2?|ttf|otf|eot)$"
)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_design_system_is_the_one_that_its_templates_were_written_for() -> None:
    jinja = metadata("nhsuk-frontend-jinja")
    told = jinja.get_payload() or jinja["Description"]
    matches = dict(re.findall(r"^\| *([\d.]+) *\| *([\d.]+) *\|$", told, re.M))
    version = NPM_LOCK["packages"]["node_modules/nhsuk-frontend"]["version"]
    assert matches.get(version) == jinja["Version"]


def test_locks_hold_hashes_and_no_addresses() -> None:
    packages = {name: entry for name, entry in NPM_LOCK["packages"].items() if name}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert "://" not in json.dumps(
        {name: entry.get("resolved", "") for name, entry in packages.items()}
    )
    assert "://" not in LOCK
    assert not re.search(r"^\s*--(?!hash=)", LOCK, re.M)


def test_every_dependency_is_locked_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {_plain(re.match(r"[\w.-]+", line)[0]) for line in wanted}
    locked = {
        _plain(name): rest
        for name, rest in re.findall(r"^([\w.-]+)==(.*?)(?=^\S|\Z)", LOCK, re.M | re.S)
    }
    assert names <= set(locked)
    assert not [name for name, rest in locked.items() if "--hash=sha256:" not in rest]


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    listed = re.compile(r'^    "[\w.\[\]-]+[^"]*",?$')
    unexplained, explained = [], False
    for line in lines[
        lines.index("dependencies = [") : lines.index("[tool.setuptools.packages.find]")
    ]:
        if line.startswith("    #"):
            explained = True
        elif listed.match(line):
            unexplained += [] if explained else [line.strip()]
        else:  # a blank line or a bracket ends what one comment may speak for
            explained = False
    assert not unexplained


def test_nothing_of_others_is_kept_here() -> None:
    assert not [str(path) for path in kept_files() if OTHERS.search(str(path.relative_to(ROOT)))]


def test_no_file_names_a_download_host() -> None:
    for path in kept_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        named = [host for host in HOSTS if host in text]
        assert not named, f"{path.relative_to(ROOT)} names {named}"
