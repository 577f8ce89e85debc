"""What left, for the check that only what is needed is shared: fields by name, never their content.

To be read under `viewing(viewer, at, extract=True)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.sharing.models import Disclosure


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """One disclosure or refusal of the viewer's organisation."""

    disclosure_id: UUID
    recipient: str
    how: str
    refused: bool
    ground: str
    profile: str
    edition: str
    fields: tuple[str, ...]
    at: datetime


def disclosures_for_extract(
    viewer: Viewer, since: datetime, until: datetime
) -> Iterator[DisclosureRow]:
    """Disclosures and refusals recorded from `since` to before `until`, oldest first."""
    figures = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    oversight = may(viewer, Act.READ, Category.DISCLOSURE, NO_RELATIONSHIP)
    if not (figures.permitted or oversight.permitted):
        raise NotPermitted(figures)
    rows = Disclosure.objects.filter(
        organisation_id=viewer.organisation_id, recorded_at__gte=since, recorded_at__lt=until
    ).order_by("recorded_at", "id")
    yield from (
        DisclosureRow(
            row.id,
            row.recipient,
            row.how,
            row.refused,
            row.ground,
            row.profile,
            row.edition,
            tuple(row.fields),
            row.recorded_at,
        )
        for row in rows.iterator()
    )
