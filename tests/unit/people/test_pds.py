"""The way to the national register: its answers, errors, limits and outages, from a stand-in."""

from collections.abc import Iterator

import pytest

from tests.register import Register, bundle, outcome, patient, register
from throughcare.people.pds import Pds, PdsUnavailable
from throughcare.people.rules.tracing import Came, Sensitivity

QUESTION = (("family", "O'Notreal"), ("birthdate", "eq1992-03-27"))


@pytest.fixture
def stand_in() -> Iterator[Register]:
    with register() as known:
        yield known


def pds(stand_in: Register, waits: list[float] | None = None, **more: object) -> Pds:
    waited: list[float] = waits if waits is not None else []
    return Pds(stand_in.address, pause=waited.append, **more)  # type: ignore[arg-type]


def test_a_search_is_asked_with_its_parameters_and_an_id_of_its_own(stand_in: Register) -> None:
    stand_in.will(bundle(patient()))
    service = pds(stand_in, token=lambda: "opens-it")
    answer = service.search(QUESTION)
    service.search(QUESTION)
    assert stand_in.asked[0] == (
        "/personal-demographics/FHIR/R4/Patient", dict(QUESTION),
    )  # fmt: skip
    assert stand_in.tokens[0] == "Bearer opens-it"
    assert len(set(stand_in.ids)) == 2
    assert answer.came is Came.ONE
    assert answer.person is not None
    assert (answer.person.nhs_number, answer.person.given) == ("9990000018", "Robin")
    assert (answer.person.postcode, answer.person.practice) == ("ZZ99 3VZ", "Y12345")


def test_nobody_several_and_too_many_are_told_apart(stand_in: Register) -> None:
    for document in (
        bundle(),
        bundle(patient(), patient("9990000026")),
        outcome("TOO_MANY_MATCHES"),
        bundle(patient()) | {"total": 2},
    ):
        stand_in.will(document)
    service = pds(stand_in)
    came = [service.search(QUESTION).came for _ in range(4)]
    assert came == [Came.NOBODY, Came.SEVERAL, Came.SEVERAL, Came.SEVERAL]


@pytest.mark.parametrize(
    ("label", "sensitivity"),
    [
        ("U", Sensitivity.UNRESTRICTED),
        ("R", Sensitivity.RESTRICTED),
        ("V", Sensitivity.VERY_RESTRICTED),
        ("W", Sensitivity.NOT_SAID),
    ],
)
def test_where_somebody_lives_is_read_only_of_an_unrestricted_record(
    stand_in: Register, label: str, sensitivity: Sensitivity
) -> None:
    leaking = patient()["address"]
    stand_in.will(patient(label=label, address=leaking))
    found = pds(stand_in).retrieve("9990000018")
    assert found is not None
    assert found.sensitivity is sensitivity
    assert bool(found.postcode) is (label == "U")


def test_a_number_that_was_replaced_comes_back_as_the_other_one(stand_in: Register) -> None:
    stand_in.will(patient("9990000026", deceasedDateTime="2020-01-01"))
    found = pds(stand_in).retrieve("9990000018")
    assert found is not None
    assert (found.nhs_number, found.died) == ("9990000026", True)


@pytest.mark.parametrize("code", ["RESOURCE_NOT_FOUND", "INVALIDATED_RESOURCE"])
def test_a_number_that_nobody_has_is_nobody(stand_in: Register, code: str) -> None:
    stand_in.will(outcome(code), 404)
    assert pds(stand_in).retrieve("9990000018") is None


def test_too_many_requests_are_asked_again_after_the_time_told_under_the_same_id(
    stand_in: Register,
) -> None:
    waits: list[float] = []
    stand_in.will(outcome("TOO_MANY_REQUESTS"), 429, Retry_After="5")
    stand_in.will(outcome("TOO_MANY_REQUESTS"), 429, Retry_After="3600")
    stand_in.will(bundle(patient()))
    assert pds(stand_in, waits).search(QUESTION).came is Came.ONE
    assert waits == [5, 10]
    assert len(set(stand_in.ids)) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_an_outage_ends_as_no_answer_with_its_reason(stand_in: Register, status: int) -> None:
    waits: list[float] = []
    stand_in.will(outcome("SERVICE_UNAVAILABLE"), status, Retry_After="soon")
    answer = pds(stand_in, waits).search(QUESTION)
    assert answer.came is Came.NO_ANSWER
    assert answer.reason == f"the register answered {status} SERVICE_UNAVAILABLE"
    assert waits == [1, 1]
    with pytest.raises(PdsUnavailable, match=str(status)):
        pds(stand_in).retrieve("9990000018")


@pytest.mark.parametrize(
    ("status", "code"), [(400, "INVALID_SEARCH_DATA"), (401, "ACCESS_DENIED"), (403, "")]
)
def test_a_refusal_is_not_asked_again(stand_in: Register, status: int, code: str) -> None:
    stand_in.will(outcome(code) if code else b"no json", status)
    answer = pds(stand_in).search(QUESTION)
    assert answer.reason == f"the register answered {status} {code}".strip()
    assert len(stand_in.asked) == 1


def test_a_slow_register_is_no_answer(stand_in: Register) -> None:
    stand_in.will(bundle(), after=0.5)
    answer = pds(stand_in, timeout=0.05, attempts=2).search(QUESTION)
    assert (answer.came, answer.reason) == (
        Came.NO_ANSWER, "the register did not answer in time",
    )  # fmt: skip


def test_a_register_that_is_not_there_is_no_answer() -> None:
    with register() as gone:
        address = gone.address
    answer = Pds(address, pause=lambda _: None).search(QUESTION)
    assert answer.reason == "the register cannot be reached"


@pytest.mark.parametrize(
    "document",
    [
        b"<html>", [], {}, patient(), bundle({"resourceType": "Person", "id": "1"}),
        {"resourceType": "Bundle", "entry": {}}, {"resourceType": "Bundle", "entry": [1]},
        bundle({"resourceType": "Patient", "id": 7}),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_no_answer(stand_in: Register, document: object) -> None:
    stand_in.will(document)
    assert pds(stand_in).search(QUESTION).came is Came.NO_ANSWER


def test_a_patient_of_another_shape_is_no_answer_either(stand_in: Register) -> None:
    stand_in.will(bundle())
    with pytest.raises(PdsUnavailable, match="Patient"):
        pds(stand_in).retrieve("9990000018")


def test_a_patient_with_hardly_anything_is_read(stand_in: Register) -> None:
    stand_in.will({"resourceType": "Patient", "id": "9990000034", "name": "x", "meta": []})
    found = pds(stand_in).retrieve("9990000034")
    assert found is not None
    assert (found.family, found.born_on, found.sensitivity) == ("", "", Sensitivity.NOT_SAID)


def test_a_redirect_is_not_followed(stand_in: Register) -> None:
    stand_in.will(b"", 302, Location=f"{stand_in.address}/elsewhere")
    answer = pds(stand_in, token=lambda: "opens-it").search(QUESTION)
    assert answer.came is Came.NO_ANSWER
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize("address", ["http://pds.example", "ftp://127.0.0.1", "", "file:///x"])
def test_the_register_is_asked_only_where_nobody_listens_in(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Pds(address)


def test_all_that_is_asked_together_takes_no_longer_than_was_allowed(stand_in: Register) -> None:
    now, waits = [100.0], []
    stand_in.will(outcome("NOT_NOW"), 503, Retry_After="3")
    stand_in.will(bundle())
    service = Pds(
        stand_in.address, pause=waits.append, within=10, longest_pause=5, elapsed=lambda: now[0]
    )
    assert service.search(QUESTION).came is Came.NOBODY, "three seconds are there to wait"
    assert waits == [3]
    now[0] = 107.5
    stand_in.replies.clear()
    stand_in.will(outcome("NOT_NOW"), 503, Retry_After="3")
    assert service.search(QUESTION).reason == "the register answered 503 NOT_NOW"
    assert waits == [3], "three seconds more are not there"
    now[0] = 110.0
    asked = len(stand_in.asked)
    assert service.search(QUESTION).reason == "the register did not answer in time"
    assert len(stand_in.asked) == asked, "when the time is over nobody is asked"


def test_an_answer_that_trickles_in_is_late(stand_in: Register) -> None:
    now = iter([0.0, 1.0, *[11.0] * 9])
    stand_in.will(bundle(patient()))
    service = pds(stand_in, within=10, attempts=1, elapsed=lambda: next(now))
    assert service.search(QUESTION).reason == "the register did not answer in time"
