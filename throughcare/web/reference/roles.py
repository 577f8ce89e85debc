"""Who may do what: the policies in their own words, and the matrix they amount to."""

from throughcare.access import policy
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    OrganisationKind,
    RelationshipKind,
    Request,
)
from throughcare.web.reference.tables import table

WORKS_FOR = {
    Role.CUSTODY_OFFICER: OrganisationKind.POLICE,
    Role.COURT_OFFICER: OrganisationKind.COURT,
    Role.HEALTHCARE_WORKER: OrganisationKind.DETENTION_HEALTH,
    Role.SERVICE_WORKER: OrganisationKind.RECEIVING_SERVICE,
    Role.FEED: OrganisationKind.POLICE,
}
LETTERS = {Act.FIND: "F", Act.READ: "R", Act.WRITE: "W", Act.DISCLOSE: "D", Act.EXPORT: "E"}


def page() -> str:
    """Roles, policies and the matrix."""
    cards = [(ROLES[r].title, ROLES[r].sentence, ", ".join(ROLES[r].purposes)) for r in Role]
    notes = [
        (f"`{n['id']}`", n["staff"], n["person"], n["basis"])
        for n in policy.current().notes.values()
    ]
    parts = [
        "# Roles and policies",
        "Anything that no policy permits is denied. An error while deciding is a denial.",
        "## Roles",
        table(("role", "what it is for", "purposes"), cards),
        "## Policies",
        table(("policy", "what staff are told", "what the person is told", "basis"), notes),
        "## What a role may do, by relationship",
        "F find, R read, W write, D disclose, E export; for the role's main purpose.",
    ]
    for role in Role:
        parts += [f"### {ROLES[role].title}", _matrix(role)]
    return "\n\n".join(parts)


def _matrix(role: Role) -> str:
    kinds = [NO_RELATIONSHIP, *(kind.value for kind in RelationshipKind)]
    rows = []
    for category in Category:
        answers = [_may(role, category, kind) for kind in kinds]
        if any(answers):
            rows.append((category, *answers))
    return table(("category", *kinds), rows)


def _may(role: Role, category: Category, kind: str) -> str:
    organisation = WORKS_FOR.get(role, OrganisationKind.LIAISON_AND_DIVERSION)
    purpose = ROLES[role].main_purpose
    return "".join(
        letter
        for act, letter in LETTERS.items()
        if policy.decide(Request(role, organisation, act, category, purpose, kind)).permitted
    )
