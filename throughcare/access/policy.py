"""The one place that decides: Cedar policies behind a thin adapter that denies when in doubt.

A Cedar policy that fails to evaluate is skipped, so an error could turn a forbid into an allow.
Here any error is a denial. Handles for policies and entities are parsed once and held.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import cedarpy
import yaml

from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import (
    Act,
    Category,
    Decision,
    OrganisationKind,
    Request,
    Viewer,
)

POLICIES = Path(__file__).parent / "policies"
SAID_OF_EACH = ("id", "owner", "since", "basis", "staff", "person")
DEFAULT_DENY = "No policy permits this, so it is not permitted."


class WrongPolicy(Exception):
    """A policy file that must not be loaded, and why."""


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Parsed policies and entities, with what each policy says of itself."""

    handle: cedarpy.PolicySet
    entities: cedarpy.Entities
    notes: dict[str, dict[str, str]]
    digest: str


def parse(text: str, groups: dict[str, Any]) -> PolicySet:
    """Read policies and groups; raises `WrongPolicy` for one without owner, basis or sentences."""
    try:
        handle = cedarpy.PolicySet.from_str(text)
        static = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"]
    except ValueError as wrong:
        raise WrongPolicy(str(wrong)) from wrong
    notes = {key: policy.get("annotations", {}) for key, policy in static.items()}
    for key, said in notes.items():
        missing = [name for name in SAID_OF_EACH if not said.get(name)]
        if missing:
            raise WrongPolicy(f"{said.get('id', key)} does not say: {', '.join(missing)}")
    entities = [*_entities("Role", Role, groups["roles"])]
    entities += _entities("Category", Category, groups["categories"])
    digest = sha256((text + json.dumps(groups, sort_keys=True)).encode()).hexdigest()[:16]
    return PolicySet(handle, cedarpy.Entities.from_json_str(json.dumps(entities)), notes, digest)


def _entities(kind: str, members: Any, groups: dict[str, list[str]]) -> list[dict[str, Any]]:
    known = {str(member) for member in members}
    for group, names in groups.items():
        if unknown := set(names) - known:
            raise WrongPolicy(f"group {group} names unknown {kind.lower()} {sorted(unknown)}")
    return [
        {
            "uid": {"type": kind, "id": name},
            "attrs": {},
            "parents": [{"type": "Group", "id": g} for g, names in groups.items() if name in names],
        }
        for name in sorted(known)
    ]


@cache
def current() -> PolicySet:
    """The policies in force."""
    text = "\n".join(path.read_text() for path in sorted(POLICIES.glob("*.cedar")))
    groups = yaml.safe_load((POLICIES / "entities.yaml").read_text())
    return parse(text, groups)


def decide_with(policies: PolicySet, request: Request) -> Decision:
    """Permit only if the engine allows and reports no error."""
    answer = cedarpy.is_authorized(
        {
            "principal": {"type": "Role", "id": request.role.value},
            "action": {"type": "Action", "id": request.act.value},
            "resource": {"type": "Category", "id": request.category.value},
            "context": {
                "purpose": request.purpose.value,
                "organisation_kind": request.organisation_kind.value,
                "relationship": request.relationship,
                "restricted": request.restricted,
                "excluded": request.excluded,
            },
        },
        policies.handle,
        policies.entities,
    )
    if answer.diagnostics.errors:
        return Decision(
            False, ("evaluation-error",), tuple(answer.diagnostics.errors), policies.digest
        )
    said = [policies.notes[key] for key in answer.diagnostics.reasons]
    return Decision(
        bool(answer.allowed),
        tuple(sorted(note["id"] for note in said)),
        tuple(sorted(note["staff"] for note in said)) or (DEFAULT_DENY,),
        policies.digest,
    )


@lru_cache(maxsize=65_536)
def decide(request: Request) -> Decision:
    """The decision in force; the same request always has the same answer, so it is kept."""
    return decide_with(current(), request)


def may(
    viewer: Viewer,
    act: Act,
    category: Category,
    relationship: str,
    *,
    restricted: bool = False,
    excluded: bool = False,
) -> Decision:
    """Decide for a worker at the door."""
    return decide(
        Request(
            role=viewer.role,
            organisation_kind=viewer.organisation_kind,
            act=act,
            category=category,
            purpose=viewer.purpose,
            relationship=relationship,
            restricted=restricted,
            excluded=excluded,
        )
    )


def whole_sight(
    viewer: Viewer, relationship: str, *, restricted: bool = False
) -> Mapping[tuple[Act, Category], Decision]:
    """Every act on every category, decided at once for one person's page."""
    return _whole_sight(
        viewer.role, viewer.organisation_kind, viewer.purpose, relationship, restricted
    )


@lru_cache(maxsize=4096)
def _whole_sight(
    role: Role, kind: OrganisationKind, purpose: Purpose, relationship: str, restricted: bool
) -> Mapping[tuple[Act, Category], Decision]:
    return MappingProxyType(
        {
            (act, category): decide(
                Request(
                    role=role,
                    organisation_kind=kind,
                    act=act,
                    category=category,
                    purpose=purpose,
                    relationship=relationship,
                    restricted=restricted,
                )
            )
            for act, category in product(Act, Category)
        }
    )
