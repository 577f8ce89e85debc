"""Building the tables over a period: one query for each kind of record, whatever the size."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from throughcare.access.actions.acting import viewing
from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.care import queries as care
from throughcare.documents.extracts import reports_for_extract
from throughcare.pathway.queries.extracts import Alike, episodes_for_extract
from throughcare.screening import queries as screening
from throughcare.screening.queries.gaps import gaps_for_extract
from throughcare.tables import contacts, records
from throughcare.tables.deriving import SIXTEEN_HOURS
from throughcare.tables.schema import Contact, Tables
from throughcare.tables.values import Naming, Period

A_YEAR = timedelta(days=366)
"""How far back a need may have been found that is still open when a contact begins."""


def naming(viewer: Viewer) -> Naming:
    """Makes the references of the viewer's organisation."""
    # Of the installation's secret key: another key makes other references.
    key = salted_hmac("throughcare.tables", "references", algorithm="sha256").digest()
    return Naming(key, viewer.organisation_id)


def build(viewer: Viewer, at: datetime, period: Period, *, one_of_each: bool = False) -> Tables:
    """All tables of the viewer's organisation over a period, as they stand at a moment.

    Needs, referrals and screenings belong to the contact in whose passage they were recorded;
    those outside of one are there when they were recorded within the period. With `one_of_each`,
    of arrivals that differ in nothing but who it was only one is there, for whoever asks which
    sorts of arrival there are. Raises `NotPermitted` for a viewer who may not see figures.
    """
    decision = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
    since, until = period.since, period.until
    latest = max(at + timedelta(seconds=1), until)
    name = naming(viewer)
    with viewing(viewer, at, extract=True):
        liaisons = list(care.liaisons_for_extract(viewer, since, until))
        needs = list(care.needs_for_extract(viewer, since - A_YEAR, latest))
        referrals = list(care.referrals_for_extract(viewer, since, latest))
        tallies = [
            each
            for each in screening.screenings_for_extract(viewer, since=since, until=latest)
            if each.organisation_id == viewer.organisation_id
        ]
        reports = defaultdict(list)
        for report in reports_for_extract(viewer, since, until):
            reports[report.episode_id].append(report.sent_at)
        gaps = records.open_headings(gaps_for_extract(viewer, since, latest))
        touched = {
            row.episode_id for row in liaisons if row.alerted_at or row.offered_at or row.seen_at
        }
        alike = Alike(at, SIXTEEN_HOURS, touched) if one_of_each else None
        passages = list(episodes_for_extract(viewer, since, until, alike))
    by_episode = defaultdict(list)
    for referral in referrals:
        if referral.episode_id:
            by_episode[referral.episode_id].append(referral)
    asked = defaultdict(list)
    for tally in tallies:
        if tally.episode_id:
            asked[tally.episode_id].append(tally)
    of_person = defaultdict(list)
    for need in needs:
        of_person[need.person_id].append(need)
    screened = defaultdict(list)
    for tally in tallies:
        screened[tally.person_id].append(tally)
    found = contacts.Found(reports, of_person, by_episode, asked, gaps)
    in_touch = [contacts.contact(name, row, found) for row in liaisons]
    # Where two teams were in touch in one passage, what was recorded counts under the first.
    first: dict[UUID, Contact] = {}
    for row, contact in zip(liaisons, in_touch, strict=True):
        first.setdefault(row.episode_id, contact)
    within = (since, until)
    return Tables(
        arrivals=tuple(
            contacts.arrival(name, row, touched, at) for row in passages if contacts.is_meant(row)
        ),
        contacts=tuple(in_touch),
        needs=tuple(
            records.need(name, row, first)
            for row in needs
            if _belongs(row, row.found_at, first, within)
        ),
        referrals=tuple(
            records.referral(name, row, first)
            for row in referrals
            if _belongs(row, row.made_at, first, within)
        ),
        screenings=tuple(
            records.screening(name, row, first, of_person[row.person_id], screened[row.person_id])
            for row in tallies
            if _belongs(row, row.started_at, first, within)
        ),
    )


def _belongs(
    row: care.NeedRow | care.ReferralRow | screening.Tally,
    recorded: datetime,
    contacts: dict[UUID, Contact],
    within: tuple[datetime, datetime],
) -> bool:
    return row.episode_id in contacts or within[0] <= recorded < within[1]
