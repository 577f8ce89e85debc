"""What one L&D team does about one person in one episode, and the facts that keep them safe."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded, Team
from throughcare.access.rows import ORGANISATION, RELATED, RowSecurity, of_person
from throughcare.access.rules import Category
from throughcare.care.rules import LiaisonEventKind, LiaisonStatus, SafetyKind, SafetyState
from throughcare.pathway.models import Episode
from throughcare.people.models import Person

OWN_OR_RELATED = f"(organisation_id = {ORGANISATION} OR {RELATED.format(column='person_id')})"


class Liaison(Recorded):
    """One L&D team and one person in one episode, from the first alert or offer to the end.

    `status` repeats what the events lead to, because the board sorts and filters on it.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    episode = models.ForeignKey(
        Episode,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The episode"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The L&D provider"),
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", db_comment=technical("The L&D team")
    )
    status = models.TextField(
        choices=[(status.value, status.value) for status in LiaisonStatus],
        default=LiaisonStatus.NOT_OFFERED,
        db_comment=says(Category.ENGAGEMENT, "Where it stands"),
    )
    alerted_for = ArrayField(
        models.TextField(db_comment=technical("A reason")),
        default=list,
        db_comment=says(Category.ENGAGEMENT, "Why custody alerted the team"),
    )

    class Meta:
        db_table_comment = "Engagement of a person by an L&D team in an episode"
        constraints = [
            models.UniqueConstraint(fields=["episode", "team"], name="liaison_once"),
            RowSecurity(
                name="liaison_rows",
                see=OWN_OR_RELATED,
                make=RELATED.format(column="person_id"),
                writes="update",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "recorded_at"], name="liaison_organisation"),
            models.Index(fields=["person"], name="liaison_person"),
        ]

    def __str__(self) -> str:
        return self.status


class LiaisonEvent(Recorded):
    """Something that happened between the team and the person."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    liaison = models.ForeignKey(
        Liaison,
        on_delete=models.PROTECT,
        related_name="events",
        db_index=False,  # another index begins with it
        db_comment=technical("The liaison"),
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in LiaisonEventKind],
        db_comment=says(Category.ENGAGEMENT, "What happened"),
    )
    happened_at = models.DateTimeField(db_comment=says(Category.ENGAGEMENT, "When"))
    reason = models.TextField(
        blank=True, default="", db_comment=says(Category.ENGAGEMENT, "Coded reason, if any")
    )

    class Meta:
        db_table_comment = "What happened between L&D teams and people: append only"
        constraints = [of_person("liaisonevent_rows")]
        indexes = [models.Index(fields=["liaison", "happened_at"], name="liaisonevent_order")]

    def __str__(self) -> str:
        return self.kind


class SafetyFact(Recorded):
    """Yes, no or not known, about one safety matter, said by somebody at some time.

    Justice staff who keep the person safe see these rows; they hold no diagnosis.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_comment=technical("The person")
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in SafetyKind],
        db_comment=says(Category.SAFETY, "Which matter"),
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in SafetyState],
        db_comment=says(Category.SAFETY, "Yes, no or not known"),
    )
    action = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.SAFETY, "What to do, without clinical detail"),
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, db_comment=technical("When a later row took its place")
    )

    counts_first = ("state", (SafetyState.YES, SafetyState.NO, SafetyState.NOT_KNOWN))
    """Where two merged records answer differently: a yes is never hidden by a no."""

    class Meta:
        db_table_comment = "Safety facts; the row not superseded counts"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(superseded_at__isnull=True),
                name="safetyfact_one_current",
            ),
            of_person("safetyfact_rows", writes="update"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
