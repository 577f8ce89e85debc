"""Managers of several organisations who keep places, and what they send to those pages."""

from datetime import date
from html import unescape
from uuid import uuid4

from django.test import Client

from tests.custody import signed_in
from tests.world import NOW, staffed
from throughcare.access.actions import employment
from throughcare.access.queries import at_the_door, viewer_in
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.pathway import actions
from throughcare.pathway.models import Cover
from throughcare.web import clock

TODAY = NOW.date()


def managed(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = staffed()
    for first, team in (("pia", "police"), ("olga", "elsewhere"), ("yas", "youth")):
        email = f"{first}@ambershire.example"
        worker = employment.employ(by=INSTALLATION, at=NOW, email=email, name=f"{first} Manager")
        employment.appoint(
            by=INSTALLATION, at=NOW, worker_id=worker.id, team_id=made.teams[team],
            role=Role.MANAGER, starts_on=date(2025, 1, 1),
        )  # fmt: skip
        viewer = viewer_in(at_the_door(worker.id, on=TODAY))
        made.viewers[first], made.emails[first] = viewer, email
    return made


def as_manager(world, first="grace"):
    return signed_in(Client(), world, first)


def text(answer):
    return unescape(answer.content.decode())


def parts(name, on):
    return {
        f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)
    }  # fmt: skip


def send(client, href, key=None, **given):
    return client.post(href, {"form_key": str(key or uuid4())} | given, follow=True)


def new_place(world, **given):
    return {
        "name": "Stavely Cross custody suite", "kind": "custody-suite",
        "organisation": str(world.organisations["police"]), "code": "", "covered": "yes",
        "team": str(world.teams["liaison"]), "for_whom": "adults", **parts("starts_on", TODAY),
    } | given  # fmt: skip


def own_place(world, **given):
    mine = {"organisation": str(world.organisations["liaison"]), "covered": "no", "team": ""}
    return new_place(world, **mine | {"for_whom": ""} | given)


def covering(world, **given):
    team = {"team": str(world.teams["liaison"]), "for_whom": "everybody"}
    return team | parts("starts_on", TODAY) | given


def cover_of(place, team):
    return Cover.objects.filter(place=place, team_id=team).latest("starts_on")


def agreed(world, place, team, at=NOW):
    """Whoever runs the place has agreed that the team covers it."""
    cover = cover_of(place, team)
    actions.agree_to_cover(by=world.pia, at=at, cover_id=cover.id)
    return cover
