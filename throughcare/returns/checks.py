"""Where the records could break a promise, room by room; records are named by references."""

from datetime import datetime, timedelta

from throughcare.access.rules import Viewer
from throughcare.care import queries as care
from throughcare.care.rules import STILL_TO_SEE, LiaisonStatus
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.queries.extracts import open_stays_for_extract
from throughcare.returns.promise import Check, Promise, named
from throughcare.screening.queries.gaps import repeats_for_extract
from throughcare.sharing.extracts import DisclosureRow, disclosures_for_extract
from throughcare.sharing.profiles import in_force
from throughcare.sharing.rules import FRAME, Recipient
from throughcare.tables.values import Naming

LOOKS_BACK = timedelta(days=366)


def nobody_is_lost(viewer: Viewer, at: datetime, name: Naming) -> Promise:
    """Open needs, referrals and people who left unseen: each has somebody and a day."""
    counted = [
        Check(
            broken.what,
            broken.sentence,
            broken.never,
            named(name, broken.kind, broken.ids),
        )
        for broken in care.promises_for_extract(viewer, at.astimezone(LOCAL).date())
    ]
    lost = [
        row.liaison_id
        for row in care.liaisons_for_extract(viewer, at - LOOKS_BACK, at)
        if row.left_custody_at is not None
        and LiaisonStatus(row.status) in STILL_TO_SEE
        and row.left_unseen_at is None
        and row.closed_at is None
    ]
    on_no_list = Check(
        "on-no-list",
        "People who left custody before anybody saw them and are on no list",
        True,
        named(name, "L", lost),
    )
    return Promise(
        "nobody-is-lost",
        "Nobody is lost",
        "Every open need has one team that is responsible, works and knows the person. What nobody"
        " meets has a day to look again. Every open referral has somebody whose turn it is and a"
        " day. Whoever leaves before being seen stays on a list.",
        (*counted, on_no_list),
    )


def told_once(viewer: Viewer, at: datetime, name: Naming) -> Promise:
    """Answers that were asked for although they were held."""
    repeats = repeats_for_extract(viewer, at - LOOKS_BACK, at)
    return Promise(
        "told-once",
        "Tell it once",
        "Nobody is asked again while an answer is held that is still fresh. Questions about safety"
        " are always asked.",
        (
            Check(
                "asked-again",
                "Answers that were asked for again although the same answer was held and fresh",
                True,
                named(name, "Q", (each.answer_id for each in repeats if each.same)),
            ),
            Check(
                "answered-differently",
                "Answers that differ from one that was held and fresh",
                False,
                named(name, "Q", (each.answer_id for each in repeats if not each.same)),
            ),
        ),
        "An answer that differs may be an earlier answer that was shown and that the person"
        " changed, or one that was asked for again: the record cannot tell them apart.",
    )


def only_what_is_needed(viewer: Viewer, at: datetime, name: Naming) -> Promise:
    """Disclosures: each on a ground, and within a published list of fields."""
    rows = list(disclosures_for_extract(viewer, at - LOOKS_BACK, at + timedelta(seconds=1)))
    sent = [row for row in rows if not row.refused]
    checks = (
        ("without-ground", "Disclosures without a ground", True, (r for r in sent if not r.ground)),
        (
            "without-profile",
            "Disclosures under no published list of fields",
            True,
            (r for r in sent if _profile_fields(r) is None),
        ),
        (
            "outside-profile",
            "Disclosures with fields outside of the published list of their day",
            True,
            (r for r in sent if set(r.fields) - (_profile_fields(r) or set(r.fields))),
        ),
        (
            "refused",
            "Times when it was decided to send nothing",
            False,
            (r for r in rows if r.refused),
        ),
    )
    return Promise(
        "only-what-is-needed",
        "Only what is needed",
        "Nothing leaves without a ground and a published list of fields, and no field leaves that"
        " is not on the list.",
        tuple(
            Check(what, sentence, breaks, named(name, "D", (row.disclosure_id for row in found)))
            for what, sentence, breaks, found in checks
        ),
        "Whether somebody read a record without leaving a trace cannot be counted here: there would"
        " be no trace to count. A page is shown only if its trace could be written with it.",
    )


def _profile_fields(row: DisclosureRow) -> set[str] | None:
    """The fields that may leave under the profile that a disclosure names, if it was published."""
    published = in_force(row.at)
    recipient = Recipient(row.recipient)
    profile, floor = published.profiles.get(recipient), published.floors.get(recipient)
    if profile is None or profile.id != row.profile:
        return None
    return {str(field) for field in (*profile.allows, *(floor.fields if floor else ()), *FRAME)}


def on_time(viewer: Viewer, at: datetime, name: Naming) -> Promise:
    """Clocks of people in custody: each on a board that the service works from."""
    running = open_stays_for_extract(viewer, at)
    return Promise(
        "on-time",
        "On time",
        "Every clock that runs for somebody is on a board of a team that covers the place.",
        (
            Check(
                "clock-on-no-board",
                "People in custody whose clocks are on none of our boards",
                True,
                named(name, "T", (stay.stay_id for stay in running if not stay.covered)),
            ),
            Check(
                "overdue",
                "People in custody with a clock that is overdue",
                False,
                named(name, "T", (stay.stay_id for stay in running if stay.overdue)),
            ),
        ),
        "Only people whom the service knows of are counted.",
    )
