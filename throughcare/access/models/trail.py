"""The audit trail, and the keys by which a form that is sent twice is recognised."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from throughcare.access.classes import says, technical
from throughcare.access.rows import KNOWN_VIEWER, ORGANISATION, RowSecurity
from throughcare.access.rules import Category, Outcome, Verb

NOBODY_KNOWN = f"organisation_id IS NOT DISTINCT FROM {ORGANISATION}"


class AuditEvent(models.Model):
    """Somebody saw, changed or sent something, or tried to. Holds labels and ids, never content.

    No foreign keys: the trail outlives what it speaks of.
    """

    id = models.BigAutoField(primary_key=True, db_comment=technical("Order of arrival, with gaps"))
    at = models.DateTimeField(db_comment=says(Category.AUDIT, "When", collected_for=None))
    verb = models.TextField(
        choices=[(verb.value, verb.value) for verb in Verb],
        db_comment=says(Category.AUDIT, "What was done", collected_for=None),
    )
    outcome = models.TextField(
        choices=[(outcome.value, outcome.value) for outcome in Outcome],
        db_comment=says(Category.AUDIT, "How it ended", collected_for=None),
    )
    what = models.TextField(
        db_comment=says(Category.AUDIT, "The page or action, by name", collected_for=None)
    )
    worker_id = models.UUIDField(
        null=True, blank=True, db_comment=says(Category.STAFF, "The worker", collected_for=None)
    )
    worker_name = models.TextField(
        db_comment=says(Category.STAFF, "The worker's name at the time", collected_for=None)
    )
    role = models.TextField(
        db_comment=says(Category.STAFF, "The worker's role at the time", collected_for=None)
    )
    organisation_id = models.UUIDField(
        null=True, blank=True, db_comment=technical("The worker's organisation")
    )
    organisation_name = models.TextField(
        db_comment=says(Category.ORGANISATION, "Its name at the time", collected_for=None)
    )
    person_ids = ArrayField(
        models.UUIDField(db_comment=technical("A person")),
        default=list,
        db_comment=says(Category.AUDIT, "The people it was about", collected_for=None),
    )
    categories = ArrayField(
        models.TextField(db_comment=technical("A category")),
        default=list,
        db_comment=says(Category.AUDIT, "The kinds of information", collected_for=None),
    )
    items = ArrayField(
        models.TextField(db_comment=technical("An item, by kind and id")),
        default=list,
        db_comment=says(Category.AUDIT, "The items, by kind and id", collected_for=None),
    )
    purpose = models.TextField(
        db_comment=says(Category.AUDIT, "Purpose of use", collected_for=None)
    )
    relationship = models.TextField(
        default="",
        db_comment=says(Category.AUDIT, "The relationship relied on", collected_for=None),
    )
    policies = ArrayField(
        models.TextField(db_comment=technical("A policy id")),
        default=list,
        db_comment=says(Category.AUDIT, "The policies that decided", collected_for=None),
    )
    policy_set = models.TextField(
        default="", db_comment=technical("Which version of the policies was in force")
    )
    channel = models.TextField(
        default="page", db_comment=says(Category.AUDIT, "Page, import, export", collected_for=None)
    )
    request_id = models.TextField(default="", db_comment=technical("Joins rows of one request"))

    class Meta:
        db_table_comment = "The audit trail: append only"
        constraints = [
            RowSecurity(name="auditevent_rows", see=NOBODY_KNOWN, make=NOBODY_KNOWN),
        ]
        indexes = [
            GinIndex(fields=["person_ids"], name="auditevent_people"),
            models.Index(fields=["organisation_id", "at"], name="auditevent_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.what}"


class SubmittedForm(models.Model):
    """A form that was acted on, so that sending it again answers with the first result."""

    key = models.UUIDField(primary_key=True, db_comment=technical("Random key fixed with the form"))
    worker_id = models.UUIDField(db_comment=technical("Who sent it"))
    organisation_id = models.UUIDField(db_comment=technical("For which organisation"))
    at = models.DateTimeField(db_comment=technical("When it was acted on"))
    answer = models.TextField(
        default="", db_comment=technical("The address that the first sending led to")
    )

    class Meta:
        db_table_comment = "Forms acted on, so that none acts twice"
        constraints = [
            RowSecurity(
                name="submittedform_rows",
                see=f"organisation_id = {ORGANISATION}",
                make=KNOWN_VIEWER,
                writes="update",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)
