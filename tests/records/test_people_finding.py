"""One search box: numbers, names with typos in either order, dates of birth, and both."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.rules import Category, NotPermitted, RelationshipKind
from throughcare.codes import Kind, synthetic_nhs_number, synthetic_pnc
from throughcare.people import actions, queries
from throughcare.people.matching.incoming import incoming
from throughcare.people.models import NameWord, Person
from throughcare.people.queries import matching
from throughcare.people.rules import (
    BornPrecision,
    GivenNumber,
    NameKind,
    NewName,
    NewPerson,
    Source,
    Verdict,
)

pytestmark = pytest.mark.django_db


def somebody(given, family, born=None, *numbers, precision=BornPrecision.DAY, aliases=()):
    return NewPerson(
        names=[NewName(given, family), *(NewName(*each, NameKind.ALIAS) for each in aliases)],
        source=Source.PRACTITIONER,
        born_on=born,
        born_precision=precision if born else BornPrecision.UNKNOWN,
        identifiers=numbers,
    )


ROBIN = somebody(
    "Robin", "Sampleford", date(1992, 3, 27),
    (Kind.NHS_NUMBER, "9990000018"), (Kind.PNC, synthetic_pnc(2019, 1)),
    aliases=[("Rowan", "Placeholder")],
)  # fmt: skip
ROBYN = somebody("Robyn", "Samplewood", date(1992, 3, 27))
YUSUF = somebody("Yusuf", "Specimen", date(1992, 1, 1), precision=BornPrecision.YEAR)
AINE = somebody("Áine", "O'Notreal", date(1980, 4, 5))


@pytest.fixture
def world():
    return staffed()


def register(world, *people, viewer=None):
    return [
        actions.register(
            by=viewer or world.amara,
            at=NOW,
            person=person,
            relationship=RelationshipKind.ALLOCATED,
            because="test",
        )
        for person in people
    ]


@action
def _restrict(*, by, at, person_id):
    Person.objects.filter(pk=person_id).update(restricted=True)
    trail.write(by=by, at=at, verb="alter", what="restrict", categories=[Category.IDENTITY])


def found(viewer, text):
    with viewing(viewer, NOW):
        return queries.find(viewer, text, at=NOW)


def names(viewer, text):
    return [one.person.name for one in found(viewer, text)]


@pytest.mark.parametrize(
    "text",
    [
        "999 000 0018", "9990000018", "999-000-0018", "2019/0000001s", "19/1S",
        "Robin Sampleford", "sampleford robin", "SAMPLEFORD", "Robn Samplefrod", "Rob Sampleford",
        "Placeholder, Rowan", "robin sampleford 27/03/1992", "27 March 1992 Sampleford",
        "Sampleford 1992", "Robin Sampleford 27/3/92", "Robin Sampleford 28/03/1992",
        "Sampelford 27.3.1992",
    ],
)  # fmt: skip
def test_somebody_is_found_first_by_whatever_is_known_of_them(world, text):
    register(world, ROBYN, ROBIN, YUSUF, AINE)
    assert names(world.otto, text)[0] == "Robin Sampleford"


def test_a_date_of_birth_alone_finds_everybody_born_that_day_and_in_a_year_known_alone(world):
    register(world, ROBIN, ROBYN, YUSUF, AINE)
    assert names(world.otto, "27/03/1992") == [
        "Robin Sampleford", "Robyn Samplewood", "Yusuf Specimen",
    ]  # fmt: skip


def test_a_day_and_month_changed_round_is_found_and_said_to_be_close(world):
    register(world, AINE)
    (one,) = found(world.otto, "Aine ONotreal 4 May 1980")
    assert one.reasons == ("name is the same", "date of birth is close")


def test_every_result_says_why_it_is_there(world):
    register(world, ROBIN, ROBYN)
    first, second = found(world.otto, "Robin Sampleford 27/03/1992")
    assert first.reasons == ("name is the same", "date of birth is the same")
    assert second.reasons == (
        "Robyn is spelt another way", "Samplewood is spelt another way",
        "date of birth is the same",
    )  # fmt: skip
    (by_number,) = found(world.otto, "9990000018")
    assert by_number.reasons == ("NHS number is the same",)
    (by_alias,) = found(world.otto, "Rowan Placeholder")
    assert by_alias.reasons == ("name is the same", "an alias: Rowan Placeholder")
    turned = found(world.otto, "Sampleford Robin")[0]
    assert turned.reasons == ("name is the same", "names the other way round")
    with_comma = found(world.otto, "Sampleford, Robin")[0]
    assert with_comma.reasons == ("name is the same",)


KNOWN = {
    "Robert Exampleton": "Bob Exampleton",
    "Muhammad Aly": "Mohamed Ali",
    "Xasan Cali": "Hassan Ali",
    "Oleksandr Pryklad": "Sasha Pryklad",
    "Andrzej Przykładowski": "Andrew Pshikladovski",
    "Мария Примерова": "Mariya Primerova",
    "Gurpreet Singh Namuna": "Gurpreet Namuna",
    "Ieuan Enghraifft": "Ewan Enghraifft",
    "Llywelyn Rhys": "Llewellyn Rees",
    "Nguyễn Văn Mẫu": "Nguyen Van Mau",
    "José Ejemplo-García": "Jose Ejemplo Garcia",
    "Siobhán O'Sampla": "Shivaun Osampla",
    "Chidiebere Apeere": "Chidebere Apere",
    "Abdulrahman Misaal": "Abdul Rahman Misaal",
    "Yousef Mithal": "Yusuf Mithal",
    "Abdul Hamid Misaal": "Abdulhamid Misaal",
    "Abd al-Karim Mithal": "Abdul Kareem Mithal",
    "Choudhury Udaharan": "Chowdhury Udaharan",
    "Lakshmi Drishtant": "Laxmi Drishtant",
    "Dafydd Esiampl": "David Esiampl",
    "Grzegorz Wzór": "Gregory Wzor",
    "Dmytro Zrazok": "Dmitri Zrazok",
}


@pytest.mark.parametrize(("known", "typed"), KNOWN.items())
def test_a_name_is_found_however_its_tradition_is_written(world, known, typed):
    everybody = [somebody(*name.rsplit(" ", 1), date(1980, 1, 2)) for name in KNOWN]
    register(world, *everybody)
    assert names(world.otto, typed)[0] == known


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Bob Sampleford", "“bob” is short for Robert"),
        ("Bobby Sampleford", "“bobby” is short for Robert"),
        ("Robert Sampelford", "Sampleford is spelt another way"),
        ("Robert Zamplivorth", "“zamplivorth” sounds like Sampleford"),
        ("R Sampleford", "“r” is the first letter of Robert"),
        ("Robert Jon Sampleford", "no name like “jon”"),
    ],
)
def test_a_result_says_what_is_alike_in_the_name(world, typed, reason):
    register(world, somebody("Robert", "Sampleford"))
    (one,) = found(world.otto, typed)
    assert reason in one.reasons


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Sampleford 1992", "year of birth is the same"),
        ("Sampleford March 1992", "month of birth is the same"),
        ("Sampleford 3/1992", "month of birth is the same"),
        ("Sampleford aged 34", "age fits"),
        ("Sampleford 3/27/1992", "date of birth is the same"),
    ],
)
def test_a_date_of_birth_known_in_part_narrows_the_search(world, typed, reason):
    register(world, ROBIN, replace(ROBIN, identifiers=(), born_on=date(1961, 6, 6)))
    first = found(world.otto, typed)[0]
    assert first.person.born_on == date(1992, 3, 27)
    assert reason in first.reasons


def test_a_month_also_finds_somebody_of_whom_only_the_year_is_known(world):
    register(world, YUSUF)
    (one,) = found(world.otto, "Yusuf Specimen March 1992")
    assert one.reasons == ("name is the same", "date of birth could be the same")


def test_somebody_born_on_another_day_is_shown_where_few_fit(world):
    register(world, ROBIN)
    (one,) = found(world.otto, "Robin Sampleford 1961")
    assert one.reasons == ("name is the same",)


def test_a_month_or_a_year_alone_finds_everybody_born_then(world):
    register(world, ROBIN, ROBYN, YUSUF, AINE)
    assert set(names(world.otto, "March 1992")) == {
        "Robin Sampleford", "Robyn Samplewood", "Yusuf Specimen",
    }  # fmt: skip
    assert names(world.otto, "1980") == ["Áine O'Notreal"]


def test_a_number_and_a_name_of_one_person_are_one_result(world):
    register(world, ROBIN)
    (one,) = found(world.otto, "Robin Sampleford 999 000 0018")
    assert one.reasons == ("NHS number is the same", "name is the same")


def test_a_new_name_can_be_found_by_its_sound_at_once_and_its_words_are_kept_once(world):
    register(world, ROBIN, ROBYN, ROBIN)
    with viewing(world.otto, NOW):
        kept = NameWord.objects.filter(word="robin").values_list("latin", "sounds")
    assert list(kept) == [("robin", ["976000"])]


def test_words_are_read_only_for_somebody(world):
    register(world, ROBIN)
    with viewing(world.otto, NOW):
        assert NameWord.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughcare.organisation', '', true)")
    assert not NameWord.objects.exists()


def test_a_result_says_whether_the_organisation_knows_the_person(world):
    register(world, ROBIN)
    assert found(world.amara, "Robin Sampleford")[0].person.relationship == "allocated"
    assert not found(world.otto, "Robin Sampleford")[0].person.related


def test_a_restricted_record_is_found_by_nobody_whatever_is_typed(world):
    (person_id,) = register(world, ROBIN)
    _restrict(by=world.amara, at=NOW, person_id=person_id)
    for text in ("Robin Sampleford", "9990000018", "27/03/1992", "Sampleford 27/03/1992", "Robn"):
        assert found(world.otto, text) == []
    with viewing(world.otto, NOW):
        assert queries.recognise(world.otto, [person_id]) == {}
        assert queries.match(world.otto, ROBIN, at=NOW).verdict is Verdict.DIFFERENT


def test_a_long_list_is_cut_off_at_the_most(world):
    register(world, *(replace(ROBIN, identifiers=()) for _ in range(12)))
    with viewing(world.otto, NOW):
        assert len(queries.find(world.otto, "Robin Sampleford", at=NOW, most=10)) == 10
        assert len(queries.find(world.otto, "27/03/1992", at=NOW, most=10)) == 10


def test_nothing_is_found_for_nothing(world):
    register(world, ROBIN)
    assert found(world.otto, "   ") == []
    assert found(world.otto, "?!") == []


@pytest.mark.parametrize("who", ["helen", "priya", "grace", "ifan"])
def test_only_those_who_meet_people_may_search(world, who):
    with pytest.raises(NotPermitted):
        found(getattr(world, who), "Robin")


def test_without_a_viewer_the_functions_say_nothing(world):
    register(world, ROBIN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughcare.organisation', '', true)")
        cursor.execute("SELECT count(*) FROM people_recognise(ARRAY(SELECT id FROM people_person))")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM people_find(ARRAY['nhs-number'], ARRAY['9990000018'],"
            " 'robin'::tsquery, ARRAY['1992-03-27'::date], NULL, NULL, 10)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM people_words(ARRAY['robin'], ARRAY['976000'],"
            " ARRAY['robin'], true, 10)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM people_match(ARRAY[0], ARRAY['nhs-number'], ARRAY['9990000018'],"
            " ARRAY[0], ARRAY['robin sampleford'], ARRAY['1992-03-27'::date], ARRAY[0.3::real],"
            " ARRAY['|'], ARRAY[''], ARRAY[''])"
        )
        assert cursor.fetchone() == (0,)


def _match(world, person):
    with viewing(world.otto, NOW):
        return queries.match(world.otto, person, at=NOW)


def test_somebody_known_is_matched_across_organisations(world):
    (person_id,) = register(world, ROBIN)
    by_number = somebody("R", "Sampleford", date(1992, 3, 27), (Kind.PNC, "19/1S"))
    assert _match(world, by_number).person_id == person_id
    by_name = somebody("robin", "SAMPLEFORD", date(1992, 3, 27))
    asked = _match(world, by_name)
    assert (asked.verdict, asked.candidates[0].person_id) == (Verdict.ASK, person_id)


def numbered(nhs_number, *, confirmed):
    return replace(ROBIN, identifiers=[GivenNumber(Kind.NHS_NUMBER, nhs_number, confirmed)])


def test_another_confirmed_number_of_the_same_kind_is_another_person(world):
    register(world, numbered("9990000018", confirmed=True))
    twin = numbered(synthetic_nhs_number(77), confirmed=True)
    assert _match(world, twin).verdict is Verdict.DIFFERENT


def test_where_another_number_is_not_confirmed_a_person_decides(world):
    register(world, numbered("9990000018", confirmed=True))
    twin = numbered(synthetic_nhs_number(77), confirmed=False)
    assert _match(world, twin).verdict is Verdict.ASK


@pytest.mark.parametrize(
    "person",
    [
        somebody("Robyn", "Sampleford", date(1992, 3, 27)),
        somebody("Robin", "Sampleford"),
        somebody("Robin", "Sampleford", date(1992, 3, 28)),
        somebody("Robin", "Sampleford", date(1992, 1, 1), precision=BornPrecision.YEAR),
        somebody("Sampleford", "Robin", date(1992, 3, 27)),
        somebody("Ros", "Examplar", date(1977, 7, 7), (Kind.NHS_NUMBER, "9990000018")),
    ],
)
def test_what_is_only_similar_is_for_a_person_to_decide(world, person):
    (person_id,) = register(world, ROBIN)
    match = _match(world, person)
    assert match.verdict is Verdict.ASK
    assert [one.person_id for one in match.candidates] == [person_id]


def test_a_batch_is_matched_in_its_order(world):
    numbered = replace(AINE, identifiers=[(Kind.PNC, synthetic_pnc(2019, 2))])
    robin, _, aine = register(world, ROBIN, ROBYN, numbered)
    stranger = somebody("Marek", "Notreal", date(1970, 1, 2))
    with viewing(world.feed, NOW):
        matches = queries.match_many(world.feed, [numbered, stranger, ROBIN], at=NOW)
    assert [one.person_id for one in matches] == [aine, None, robin]


def test_whoever_is_said_twice_in_one_way_is_looked_for_once(world, monkeypatch):
    asked = []

    def noted(new, **given):
        asked.append(new)
        return incoming(new, **given)

    (robin,) = register(world, ROBIN)
    monkeypatch.setattr(matching, "incoming", noted)
    stranger = somebody("Marek", "Notreal", date(1970, 1, 2))
    with viewing(world.feed, NOW):
        matches = queries.match_many(world.feed, [ROBIN, stranger, ROBIN], at=NOW)
    assert matches[0] == matches[2]
    assert [each.person_id for one in matches for each in one.candidates] == [robin, robin]
    assert asked == [ROBIN, stranger]


def test_two_who_fit_equally_are_for_a_person_to_decide(world):
    register(world, ROBYN, ROBYN)
    match = _match(world, ROBYN)
    assert match.verdict is Verdict.ASK
    assert match.reasons[0] == "2 people fit"
