"""After any sequence of what workers do, nobody is lost: every promise that must hold does."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.care_world import NOW, hold, leave, refer_to
from tests.records.test_care_handovers import built, happens
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import ChangedMeanwhile, NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import Handover, Need, NeedOffer, Referral
from throughcare.care.rules import ENDED, OPEN_NEEDS, ReferralStatus, Side, moves
from throughcare.care.rules import ReferralEventKind as K
from throughcare.care.rules.handovers import OPEN_HANDOVERS
from throughcare.care.rules.routes import BY_HAND
from throughcare.pathway.rules import EventKind, Leaving
from throughcare.people import actions as people

pytestmark = pytest.mark.django_db
NEEDS = ("alcohol", "depression", "debt")
KEEPERS = ("amara", "rhys", "joel", "otto")
TEAMS = ("liaison", "youth", "elsewhere")
SERVICES = {"drugs": "priya", "housing": "tom"}
HOW_THEY_LEAVE = (Leaving.NO_ACTION, Leaving.CHARGED_DETAINED, Leaving.PRISON, Leaving.UNKNOWN)
# What courts and prisons record: what, where, by whom, in which words, and where to.
ON_THEIR_WAY = (
    (EventKind.HEARING, "dock", "amara", "police-cells", None),
    (EventKind.HEARING, "dock", "amara", "prison", None),
    (EventKind.REMANDED, "dock", "amara", "PR", "fennick"),
    (EventKind.REMANDED, "dock", "amara", "UB", None),
    (EventKind.SENTENCED, "dock", "amara", "1116", None),
    (EventKind.SENTENCED, "dock", "amara", "unknown", None),
    (EventKind.RECEIVED, "fennick", "nia", "remand", None),
    (EventKind.FIRST_SCREENED, "fennick", "nia", "", None),
    (EventKind.MOVED_OUT, "fennick", "nia", "", None),
    (EventKind.RELEASED, "fennick", "nia", "planned", None),
    (EventKind.RELEASED, "fennick", "nia", "unplanned", None),
    (EventKind.DIED, "dock", "amara", "unknown", None),
)
NO = (Refused, NotPermitted, ChangedMeanwhile)


class Service(RuleBasedStateMachine):
    """What workers of three teams and two services do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.world = built()
        self.at = NOW
        self.people: list = []
        self.number = 0

    def _later(self) -> None:
        self.at += timedelta(hours=5)

    def _viewer(self, first):
        return getattr(self.world, first)

    def _pick(self, rows, choice):
        return rows[choice % len(rows)] if rows else None

    def _rows(self, first, ask):
        with viewing(self._viewer(first), self.at):
            return list(ask())

    @rule()
    def somebody_comes_in(self):
        self._later()
        self.number += 1
        name = f"Robin Sampleford{chr(97 + self.number % 26)}"
        self.people.append(hold(self.world, name, at=self.at))

    @rule(choice=st.integers(0, 9), which=st.sampled_from(NEEDS), kept=st.booleans())
    def a_need_is_found(self, choice, which, kept):
        self._later()
        if held := self._pick(self.people, choice):
            more = (
                {"status": "below-threshold", "reason": "x", "review_on": self.at.date()}
                if kept
                else {"status": "suspected"}
            )
            self._try(
                lambda: care.record_need(
                    by=self.world.amara, at=self.at, person_id=held.person_id, need=which, **more
                )
            )

    @rule(choice=st.integers(0, 9), to=st.sampled_from(TEAMS), by=st.sampled_from(KEEPERS))
    def a_need_is_offered(self, choice, to, by):
        self._later()
        need = self._pick(self._rows(by, lambda: Need.objects.order_by("recorded_at")), choice)
        if need:
            self._try(
                lambda: care.offer_need(
                    by=self._viewer(by), at=self.at, need_id=need.id,
                    to_team_id=self.world.teams[to], reason="x",
                )
            )  # fmt: skip

    @rule(choice=st.integers(0, 9), by=st.sampled_from(KEEPERS), how=st.integers(0, 2))
    def an_offer_is_answered(self, choice, by, how):
        self._later()
        waiting = self._rows(by, lambda: NeedOffer.objects.filter(answer=""))
        if offer := self._pick(waiting, choice):
            given = {"by": self._viewer(by), "at": self.at, "offer_id": offer.id}
            acts = (
                lambda: care.accept_need(**given),
                lambda: care.decline_need(**given, because="not-ours"),
                lambda: care.withdraw_offer(**given),
            )
            self._try(acts[how])

    @rule(choice=st.integers(0, 9), status=st.sampled_from(["addressed", "ruled-out", "confirmed"]),
          by=st.sampled_from(KEEPERS))  # fmt: skip
    def a_need_changes(self, choice, status, by):
        self._later()
        need = self._pick(self._rows(by, lambda: Need.objects.order_by("recorded_at")), choice)
        if need:
            self._try(
                lambda: care.change_need(
                    by=self._viewer(by), at=self.at, need_id=need.id, version=need.version,
                    status=status, reason="x",
                )
            )  # fmt: skip

    @rule(choice=st.integers(0, 9), to=st.sampled_from(list(SERVICES)), draft=st.booleans())
    def somebody_is_referred(self, choice, to, draft):
        self._later()
        if held := self._pick(self.people, choice):
            self._try(lambda: refer_to(self.world, held, to, at=self.at, draft=draft))

    @rule(choice=st.integers(0, 9), which=st.integers(0, 9), sender=st.booleans())
    def a_referral_moves(self, choice, which, sender):
        self._later()
        open_ = self._rows(
            "amara", lambda: Referral.objects.exclude(status__in=ENDED).select_related("to_team")
        )
        if not (referral := self._pick(open_, choice)):
            return
        short = next(k for k, v in self.world.teams.items() if v == referral.to_team_id)
        side = Side.SENDER if sender else Side.SERVICE
        may = moves(ReferralStatus(referral.status), side, relink=False)
        if not (kind := self._pick(may, which)):
            return
        by = self.world.amara if sender else self._viewer(SERVICES[short])
        given = {"by": by, "at": self.at, "referral_id": referral.id}
        day = {"appointment_at": self.at + timedelta(days=3)}
        other = self.world.teams["housing" if short == "drugs" else "drugs"]
        acts = {
            K.MADE: lambda: care.send_draft(**given),
            K.RECEIVED: lambda: care.receive(**given),
            K.CHASED: lambda: care.chase(**given),
            K.ACCEPTED: lambda: care.accept(**given),
            K.DECLINED: lambda: care.decline(**given, reason="threshold"),
            K.WAITING: lambda: care.put_on_waiting_list(**given),
            K.OFFERED: lambda: care.offer_appointment(**given, **day),
            K.BOOKED: lambda: care.book(**given, **day),
            K.CANCELLED: lambda: care.cancel_appointment(**given, cancelled_by="person"),
            K.NOT_ATTENDED: lambda: care.not_attended(**given),
            K.SEEN: lambda: care.record_seen(**given),
            K.MOVED: lambda: care.move_area(**given, to_team_id=other),
            K.CLOSED: lambda: care.close_referral(**given, reason="died"),
        }
        self._try(acts[kind])

    @rule(choice=st.integers(0, 9), how=st.sampled_from(HOW_THEY_LEAVE))
    def somebody_leaves_custody(self, choice, how):
        self._later()
        if held := self._pick(self.people, choice):
            self._try(lambda: leave(self.world, held, at=self.at, leaving=how))

    @rule(choice=st.integers(0, 9), what=st.sampled_from(ON_THEIR_WAY))
    def somebody_moves(self, choice, what):
        self._later()
        kind, place, first, detail, to = what
        if held := self._pick(self.people, choice):
            self._try(
                lambda: happens(
                    self.world, held.person_id, kind, place, self.at, by=self._viewer(first),
                    detail=detail, to=to,
                )
            )  # fmt: skip

    @rule(choice=st.integers(0, 9), to=st.sampled_from((*TEAMS, *SERVICES)))
    def a_team_hands_over_by_hand(self, choice, to):
        self._later()
        if held := self._pick(self.people, choice):
            self._try(
                lambda: care.hand_over(
                    by=self.world.amara, at=self.at, person_id=held.person_id,
                    route="to-community-team", to_team_id=self.world.teams[to], reason="x",
                )
            )  # fmt: skip

    @rule(choice=st.integers(0, 9), how=st.integers(0, 4),
          by=st.sampled_from((*KEEPERS, "nia", "priya", "tom")))  # fmt: skip
    def a_handover_goes_on(self, choice, how, by):
        self._later()
        open_ = self._rows(
            by, lambda: Handover.objects.filter(state__in=OPEN_HANDOVERS).order_by("recorded_at")
        )
        if one := self._pick(open_, choice):
            given = {"by": self._viewer(by), "at": self.at, "handover_id": one.id}
            acts = (
                lambda: care.accept_handover(**given),
                lambda: care.decline_handover(**given, because="not-ours"),
                lambda: care.pass_on(**given, to_team_id=self.world.teams["youth"], reason="x"),
                lambda: care.record_handover_seen(**given),
                lambda: care.end_handover(**given, reason="x"),
            )
            self._try(acts[how])

    @rule(choice=st.integers(0, 9), kind=st.sampled_from(["tried", "spoke", "seen"]))
    def somebody_is_tried_after_release(self, choice, kind):
        self._later()
        if held := self._pick(self.people, choice):
            about = {"by": self.world.amara, "at": self.at, "person_id": held.person_id}
            self._try(lambda: care.prepare(**about, matter="phone", state="done"))
            self._try(lambda: care.record_contact(**about, kind=kind))

    @rule(choice=st.integers(0, 9))
    def a_team_closes_the_contact(self, choice):
        self._later()
        if held := self._pick(self.people, choice):
            self._try(
                lambda: care.close(
                    by=self.world.amara, at=self.at,
                    person_id=held.person_id, episode_id=held.episode_id,
                )
            )  # fmt: skip

    @rule(one=st.integers(0, 9), other=st.integers(0, 9))
    def two_records_are_merged(self, one, other):
        self._later()
        keep, go = self._pick(self.people, one), self._pick(self.people, other)
        if keep and go and keep is not go:
            merged = self._try(
                lambda: people.merge(
                    by=self.world.amara, at=self.at, keep=keep.person_id, other=go.person_id,
                    because="The same person", although="Looked at",
                )
            )  # fmt: skip
            if merged:
                go.person_id = keep.person_id

    @rule()
    def a_worker_leaves(self):
        self._later()
        self._try(
            lambda: care.staff_leaves(
                by=self.world.grace, at=self.at, worker_id=self.world.rhys.worker_id
            )
        )

    @rule()
    def a_manager_tries_to_close_the_team(self):
        self._later()
        with pytest.raises(Refused):
            care.close_team(by=self.world.grace, at=self.at, team_id=self.world.teams["liaison"])

    def _try(self, act):
        try:
            return act() or True
        except NO:
            return None

    @invariant()
    def nobody_is_lost(self):
        with viewing(self.world.grace, self.at, extract=True):
            for broken in queries.promises_for_extract(self.world.grace, self.at.date()):
                assert not (broken.never and broken.ids), broken.what
        with viewing(self.world.grace, self.at, extract=True):
            moving = Handover.objects.filter(state__in=OPEN_HANDOVERS).exclude(route__in=BY_HAND)
            merged = {one.person_id for one in self.people}
            if len(merged) == len(self.people):
                people_moving = list(moving.values_list("person_id", flat=True))
                assert len(people_moving) == len(set(people_moving)), "one way at a time"
        with viewing(self.world.amara, self.at):
            own = self.world.teams["liaison"]
            open_ = Need.objects.filter(status__in=OPEN_NEEDS, responsible_team=own)
            listed = queries.worklist(self.world.amara, on=self.at.date(), limit=500)
            about = {item.person_id for item in listed.items}
            waiting = set(
                Referral.objects.exclude(status__in=ENDED).values_list("person_id", flat=True)
            )
            seen = set(
                Referral.objects.filter(status__in=ENDED).values_list("person_id", flat=True)
            )
            lost = {one.person_id for one in open_} - about - waiting - seen
            assert not lost


def test_after_any_sequence_nobody_is_lost():
    run_state_machine_as_test(
        Service,
        settings=settings(
            max_examples=8,
            stateful_step_count=24,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
