"""Who could take a need, and why not the rest."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import (
    EXCLUDING_WORDS,
    FOR_WORDS,
    SETTING_WORDS,
    Excluding,
    ForWhom,
    ServiceSaid,
    Setting,
    Wanted,
    rank,
    refuse_referral,
    suits,
)
from throughcare.care.rules.caseload import Load, refuse_cover, weight
from throughcare.care.rules.directory import out_soon, setting_at
from throughcare.pathway.rules import PlaceKind

ON = date(2026, 11, 2)


def service(**said) -> ServiceSaid:
    given_ = {
        "team_id": uuid4(),
        "name": "Ambershire Recovery",
        "about": "Helps",
        "needs": frozenset({"alcohol"}),
        "for_whom": ForWhom.ANYBODY,
        "youngest": None,
        "oldest": None,
        "areas": frozenset(),
        "settings": frozenset(),
        "excluding": frozenset(),
        "places": None,
        "wait_days": None,
        "checked_on": ON,
    } | said
    return ServiceSaid(**given_)


def why(one: ServiceSaid, **wanted) -> list[str]:
    found = suits(one, Wanted(**({"need": "alcohol"} | wanted)), ON)
    return [each.words for each in found.why_not]


def test_each_reason_is_said():
    assert why(service(), need="debt") == ["It does not help with this need"]
    assert why(service(youngest=18), age=17) == ["It is for people aged 18 or over"]
    assert why(service(oldest=24), age=25) == ["It is for people aged 24 or under"]
    assert why(service(youngest=18, oldest=24), age=25) == ["It is for people aged 18 to 24"]
    assert why(service(for_whom=ForWhom.WOMEN), sex="male") == ["It is for women and girls alone"]
    assert why(service(areas=frozenset({"pennmoor"})), area="Amberford") == [
        "It does not serve Amberford"
    ]
    assert why(service(settings=frozenset({"prison"})), setting="community") == [
        "It does not see people in the community"
    ]
    has = frozenset({"violence"})
    assert why(service(excluding=has), has=has) == ["It does not take: a risk of violence"]
    assert why(service(places=0)) == ["It has no places now"]
    assert why(service(settings=frozenset({"remote"})), setting="custody") == []


def test_what_is_not_known_is_asked_and_excludes_nobody():
    one = service(youngest=18, for_whom=ForWhom.MEN, areas=frozenset({"amberford"}))
    found = suits(one, Wanted("alcohol"), ON)
    assert not found.why_not
    assert len(found.to_ask) == 3


def test_whoever_is_held_for_hours_or_leaves_soon_can_be_referred_to_services_outside():
    outside = service(settings=frozenset({"community"}))
    soon = suits(outside, Wanted("alcohol", setting="custody", out_soon=True), ON)
    assert not soon.why_not
    assert soon.to_ask == ("It sees people in the community, so once they are out",)
    assert why(outside, setting="prison") == ["It does not see people in prison"]
    inside = service(settings=frozenset({"prison"}))
    assert why(inside, setting="custody", out_soon=True) == [
        "It does not see people in police custody"
    ]
    assert not suits(
        service(settings=frozenset({"community", "custody"})),
        Wanted("alcohol", setting="custody", out_soon=True),
        ON,
    ).to_ask


def test_where_somebody_is_is_said_as_services_say_it():
    assert setting_at(None) is Setting.COMMUNITY
    assert setting_at(PlaceKind.CUSTODY_SUITE) is Setting.CUSTODY
    assert setting_at(PlaceKind.CROWN_COURT) is Setting.COURT
    assert setting_at(PlaceKind.WOMENS_PRISON) is Setting.PRISON
    assert setting_at(PlaceKind.IMMIGRATION_REMOVAL_CENTRE) is Setting.PRISON
    assert setting_at(PlaceKind.HOSPITAL) is Setting.COMMUNITY


def test_only_a_prison_without_a_near_day_of_release_keeps_services_outside_away():
    assert out_soon(Setting.CUSTODY, None, ON)
    assert out_soon(Setting.COURT, None, ON)
    assert not out_soon(Setting.PRISON, None, ON)
    assert out_soon(Setting.PRISON, ON + timedelta(weeks=12), ON)
    assert not out_soon(Setting.PRISON, ON + timedelta(weeks=12, days=1), ON)


def test_the_surest_nearest_and_soonest_come_first():
    near = service(name="Near", areas=frozenset({"amberford"}), wait_days=30)
    soon = service(name="Soon", wait_days=2)
    unsaid = service(name="Unsaid")
    unsure = service(name="Unsure", for_whom=ForWhom.MEN, wait_days=0)
    not_ = service(name="Not", needs=frozenset())
    askable = service(name="Full", places=0)
    could, cannot = rank(
        [unsaid, not_, unsure, soon, askable, near], Wanted("alcohol", area="Amberford"), ON
    )
    assert [one.service.name for one in could] == ["Near", "Soon", "Unsaid", "Unsure"]
    assert [one.service.name for one in cannot] == ["Full", "Not"]
    old = suits(service(checked_on=ON - timedelta(days=181)), Wanted("alcohol"), ON)
    assert old.stale


def test_a_service_that_cannot_is_refused_with_others_unless_it_makes_sense_to_ask():
    full = suits(service(places=0), Wanted("alcohol"), ON)
    other = suits(service(name="Other"), Wanted("alcohol"), ON)
    refused = refuse_referral(full, [other], although="")
    assert "has no places now" in refused[0]
    assert "Could take them: Other. To ask this service all the same, say why." in refused[1]
    assert refuse_referral(full, [other], although="They keep one for us") == ()
    young = suits(service(youngest=18), Wanted("alcohol", age=15), ON)
    assert "Nobody else is known to us." in refuse_referral(young, [], although="Please")
    assert refuse_referral(other, [], although="") == ()


def test_every_code_has_words():
    assert set(EXCLUDING_WORDS) == set(Excluding)
    assert set(FOR_WORDS) == set(ForWhom)
    assert set(SETTING_WORDS) == set(Setting)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9), st.none() | st.integers(0, 99), st.sampled_from(["", "amberford"])
        ),
        max_size=30,
    ),
    st.none() | st.integers(10, 80),
)
def test_everybody_is_ranked_or_has_a_reason(rows, age):
    services = [
        service(
            team_id=UUID(int=number),
            youngest=places * 4 if places else None,
            places=places,
            wait_days=wait,
            areas=frozenset({area} if area else ()),
        )
        for number, (places, wait, area) in enumerate(rows)
    ]
    could, cannot = rank(services, Wanted("alcohol", age=age, area="Amberford"), ON)
    assert len(could) + len(cannot) == len(services)
    assert all(one.why_not for one in cannot)
    assert not any(one.why_not for one in could)


def test_weights_count_what_asks_for_time():
    assert weight(Load()) == 0
    assert weight(Load(needs=2, severe=1, urgent=1, referrals=1, high_risks=1)) == 10


def test_leave_is_covered_by_somebody_else_for_days_in_order():
    assert "colleague" in refuse_cover(same_worker=True, days=1)
    assert "before the first" in refuse_cover(same_worker=False, days=-1)
    assert refuse_cover(same_worker=False, days=0) == ""
