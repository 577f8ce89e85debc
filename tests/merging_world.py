"""Two records of one person, merged and taken apart: what the tests of both say in few words."""

from datetime import date, timedelta

from django.apps import apps

from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind
from throughcare.codes import Kind
from throughcare.people import actions, queries
from throughcare.people.rules import (
    BornPrecision,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Source,
)

LATER = NOW + timedelta(hours=1)
LATEST = NOW + timedelta(hours=2)

ROB = NewPerson(
    names=[NewName("Rob", "Sampelford"), NewName("Robbie", kind=NameKind.KNOWN_AS)],
    source=Source.CUSTODY_RECORD,
    born_on=date(1992, 3, 1),
    born_precision=BornPrecision.MONTH,
    identifiers=[(Kind.CRO, "not a number")],
    gender="man",
    language="Polish",
    interpreter=True,
    address=NewAddress(no_fixed_abode=True),
)


def opened(world, person, viewer=None):
    """A record of somebody, opened by Amara unless another viewer does."""
    return actions.register(
        by=viewer or world.amara,
        at=NOW,
        person=person,
        relationship=RelationshipKind.SELF_CLAIMED,
        because="New person",
    )


def merged(world, keep, other, at=LATER, **more):
    """Merge the record `other` into `keep`; gives the id by which it is undone."""
    return actions.merge(by=world.amara, at=at, keep=keep, other=other, because="Same face", **more)


def taken_apart(world, merge_id, at=LATEST):
    """Undo a merge; gives the record that is one of its own again."""
    return actions.unmerge(by=world.amara, at=at, merge_id=merge_id, because="A cousin")


def identity(world, person_id, at=LATER):
    """Who the person is, as Amara reads it."""
    with viewing(world.amara, at):
        sight = queries.sight_of(world.amara, person_id, at=at)
        assert sight is not None
        return queries.identity(sight)


def rows_about_people(world, at):
    """Every row about anybody that the viewer can see, by table and id."""
    found = {}
    with viewing(world.amara, at):
        for model in apps.get_models():
            columns = [field.attname for field in model._meta.concrete_fields]
            if "person_id" in columns:
                for row in model._default_manager.values(*columns):
                    found[(model._meta.db_table, row.pop("id"))] = row
    return found
