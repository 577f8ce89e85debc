"""Organisations, their teams, the people who work there and in which role."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import Category, OrganisationKind


class Organisation(models.Model):
    """A police force, a court, an L&D provider, a receiving service, or another partner."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    name = models.TextField(
        db_comment=says(Category.ORGANISATION, "Name in public use", collected_for=None)
    )
    kind = models.TextField(
        choices=[(kind.value, kind.value) for kind in OrganisationKind],
        db_comment=says(Category.ORGANISATION, "Kind of organisation", collected_for=None),
    )
    ods_code = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.ORGANISATION, "ODS code, where it has one", collected_for=None),
    )

    class Meta:
        db_table_comment = "Organisations that work with the record"
        constraints = [models.UniqueConstraint(fields=["name"], name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team that can be responsible for a need, a referral or a person's contact."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="teams",
        db_index=False,  # another index begins with it
        db_comment=technical("The organisation that the team belongs to"),
    )
    name = models.TextField(
        db_comment=says(Category.ORGANISATION, "Name of the team", collected_for=None)
    )
    offers = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.ORGANISATION, "What a receiving service helps with", collected_for=None
        ),
    )
    takes_referrals = models.BooleanField(
        default=False,
        db_comment=says(Category.ORGANISATION, "Whether it receives referrals", collected_for=None),
    )

    class Meta:
        db_table_comment = "Teams within organisations"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Worker(AbstractBaseUser):
    """Somebody who works with the record, or a named system that acts for an organisation."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    password = models.CharField(
        max_length=128, db_comment=technical("Argon2 hash of the password; '!' for none")
    )
    last_login = None  # sign-ins are in the audit trail
    email = models.EmailField(
        unique=True, db_comment=says(Category.STAFF, "Sign-in name", collected_for=None)
    )
    name = models.TextField(
        db_comment=says(Category.STAFF, "Name shown to colleagues", collected_for=None)
    )
    is_active = models.BooleanField(
        default=True, db_comment=technical("False once the worker has left")
    )
    is_system = models.BooleanField(
        default=False, db_comment=technical("True for a named system, which cannot sign in")
    )

    objects = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        db_table_comment = "Workers and named systems"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A worker's role in a team, from a day until a day."""

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, db_comment=technical("Random id")
    )
    worker = models.ForeignKey(
        Worker,
        on_delete=models.PROTECT,
        related_name="memberships",
        db_index=False,  # another index begins with it
        db_comment=technical("The worker"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="memberships",
        db_comment=technical("The team"),
    )
    role = models.TextField(
        choices=[(role.value, ROLES[role].title) for role in Role],
        db_comment=says(Category.STAFF, "The role in that team", collected_for=None),
    )
    starts_on = models.DateField(
        db_comment=says(Category.STAFF, "First day in the role", collected_for=None)
    )
    ends_on = models.DateField(
        null=True,
        blank=True,
        db_comment=says(Category.STAFF, "Last day in the role, if any", collected_for=None),
    )

    class Meta:
        db_table_comment = "Roles held, with their dates"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["worker", "team", "role", "starts_on"], name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.role}"
