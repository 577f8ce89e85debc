"""The one-page summary: nothing outside the decision, nothing blank, and never a verdict."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.documents.reading import needs_poppler, pages, text_of
from throughcare.access.roles import Purpose
from throughcare.documents.layout import Document, to_data, to_html, to_pdf
from throughcare.documents.summary import Answer, Known, NotKnown, summary
from throughcare.sharing.profiles import book
from throughcare.sharing.rules import (
    FIELDS,
    Field,
    Ground,
    PermissionState,
    Recipient,
    SharingDecision,
    SharingFacts,
    decide,
)

BOOK = book(date(2026, 11, 22))
AT = datetime(2026, 11, 22, 15, 20, tzinfo=UTC)
BY = "Amara Obi, Ambershire Liaison and Diversion"
PURPOSES = {
    Recipient.CUSTODY_OFFICER: Purpose.CUSTODY_SAFETY,
    Recipient.COURT: Purpose.JUSTICE_DECISION,
}
CANARY = {field: f"canary{number:02d}bird" for number, field in enumerate(Field)}
CANARIES: dict[Field, Answer] = {field: Known(word, f"by {word}") for field, word in CANARY.items()}
SAID = "Told Amara Obi, 22 November 2026, 2:55 pm"
FULL: dict[Field, Answer] = {
    Field.NAME: Known("Jordan Example"),
    Field.DATE_OF_BIRTH: Known("4 May 1998 (28)"),
    Field.ARRESTED_ON_SUSPICION_OF: Known("Theft from a shop"),
    Field.WHY_SEEN: Known("The custody officer asked: tearful and would not eat."),
    Field.COMMUNICATION_NEEDS: Known(("Short sentences", "Check understanding"), SAID),
    Field.APPROPRIATE_ADULT: Known("Needed. Called at 2:40 pm, not yet arrived.", SAID),
    Field.SELF_HARM: Known("Current risk. Thoughts of suicide. Check every 30 minutes.", SAID),
    Field.OPEN_CARE_PLAN: Known("None, asked on 22 November 2026"),
    Field.WITHDRAWAL_ACTION: Known("Watch for shaking or confusion. Call healthcare.", SAID),
    Field.MEDICINES_ACTION: Known("Next medicine due at 9:00 pm: call healthcare.", SAID),
    Field.ALLERGIES_ACTION: NotKnown.NOT_ASKED,
    Field.PREGNANCY_ACTION: NotKnown.DECLINED,
    Field.PHYSICAL_ACTION: Known("If there is a seizure, call 999."),
    Field.CELL_AND_TRANSPORT: Known("No risk told, asked on 22 November 2026"),
    Field.DEPENDANTS: Known("A son, 6, is with his grandmother until 8:00 pm"),
    Field.NEED_TYPES: Known(("Low mood", "Alcohol", "Housing", "Learning disability")),
    Field.NEED_STATUS: Known(("Suspected", "Suspected", "Confirmed", "Suspected")),
    Field.STRENGTHS: Known(("Plays football every week", "Close to his mother")),
    Field.SUPPORT: Known("Ambershire Community Mental Health Team, seen 3 weeks ago"),
    Field.REFERRALS: Known(("Ambershire Alcohol Service, today", "Housing Options, today")),
    Field.NEXT_STEPS: Known(("Appointment on 25 November, 10:00 am", "We call on 24 November")),
    Field.PRACTITIONER: Known("Amara Obi, 01632 960 001, all day and night"),
}


def decided(
    recipient: Recipient, permission: PermissionState = PermissionState.GIVEN
) -> SharingDecision:
    """What may be shared with this recipient when the person gave this answer."""
    return decide(SharingFacts(recipient, PURPOSES[recipient], permission), BOOK)


def drawn(
    recipient: Recipient,
    facts: dict[Field, Answer],
    permission: PermissionState = PermissionState.GIVEN,
) -> Document:
    """The summary for this recipient."""
    return summary(facts, decided(recipient, permission), recipient=recipient, by=BY, at=AT)


@st.composite
def sharings(draw: st.DrawFn) -> SharingFacts:
    """Any question about sharing with a recipient of summaries, for the purpose it has."""
    recipient = draw(st.sampled_from(sorted(PURPOSES)))
    return SharingFacts(
        recipient=recipient,
        purpose=PURPOSES[recipient],
        permission=draw(st.sampled_from(PermissionState)),
        limited_to=draw(st.frozensets(st.sampled_from(Field))),
        ground=draw(st.none() | st.sampled_from(Ground)),
        written_reason=draw(st.sampled_from(["", "Because of a threat."])),
        chosen=draw(st.none() | st.frozensets(st.sampled_from(Field))),
    )


@needs_poppler
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=sharings())
def test_what_was_not_released_appears_nowhere(asked: SharingFacts, tmp_path: Path) -> None:
    decision = decide(asked, BOOK)
    if not decision.permitted:
        return
    page = summary(CANARIES, decision, recipient=asked.recipient, by=BY, at=AT)
    pdf = to_pdf(page, dated=AT)
    places = (to_html(page), text_of(pdf, tmp_path), str(to_data(page)), pdf.decode("latin-1"))
    for field in set(Field) - set(decision.fields):
        assert not [place for place in places if CANARY[field] in place], field


@needs_poppler
@pytest.mark.parametrize("recipient", PURPOSES)
def test_what_was_released_appears_on_the_page_and_in_the_pdf(
    recipient: Recipient, tmp_path: Path
) -> None:
    page = drawn(recipient, CANARIES)
    text = text_of(to_pdf(page, dated=AT), tmp_path)
    for field in decided(recipient).fields:
        assert CANARY[field] in to_html(page), field
        assert CANARY[field] in text, field


@pytest.mark.parametrize("state", [s for s in PermissionState if s is not PermissionState.GIVEN])
def test_whatever_the_person_answered_the_custody_page_holds_the_floor(
    state: PermissionState,
) -> None:
    html = to_html(drawn(Recipient.CUSTODY_OFFICER, CANARIES, state))
    for field in BOOK.floors[Recipient.CUSTODY_OFFICER].fields:
        assert CANARY[field] in html, field
    assert CANARY[Field.NEED_TYPES] not in html
    assert "only what is needed to keep the person safe" in html


@pytest.mark.parametrize("recipient", PURPOSES)
@pytest.mark.parametrize("state", NotKnown)
def test_an_empty_record_gives_a_whole_page_on_which_nothing_is_blank(
    recipient: Recipient, state: NotKnown
) -> None:
    html = to_html(drawn(recipient, dict.fromkeys(Field, state)))
    assert to_html(drawn(recipient, {})).count("Not known") >= 9
    assert html.count(state.value) >= 9
    for field in set(decided(recipient).fields) - {Field.NEED_STATUS}:
        assert FIELDS[field].label in html, field


def test_each_way_of_not_knowing_reads_differently() -> None:
    pages_read = {
        to_html(drawn(Recipient.COURT, {**FULL, Field.SUPPORT: answer}))
        for answer in (*NotKnown, Known("None, asked on 22 November 2026"))
    }
    assert len(pages_read) == len(NotKnown) + 1


@pytest.mark.parametrize("words", ["", "  ", (), ("", " ")])
def test_a_blank_answer_counts_as_not_known(words: str | tuple[str, ...]) -> None:
    html = to_html(drawn(Recipient.COURT, {**FULL, Field.SUPPORT: Known(words)}))
    assert "No answer about: support already in place." in html


def test_the_page_says_what_is_not_known_in_one_place() -> None:
    html = to_html(drawn(Recipient.CUSTODY_OFFICER, FULL))
    assert "No answer about: allergies; pregnancy." in html
    assert "Things that nobody asked about" in to_html(drawn(Recipient.COURT, FULL))


@pytest.mark.parametrize("recipient", PURPOSES)
def test_the_page_says_who_wrote_it_when_and_what_it_is_not(recipient: Recipient) -> None:
    html = to_html(drawn(recipient, FULL))
    assert f"Written by {BY}. Written on 22 November 2026, 3:20 pm" in html
    for words in (
        "not a full assessment",
        "A suspected need is not a confirmed one",
        "does not mean no",
        "no opinion on whether the person did",
        "Arrested on suspicion of",
    ):
        assert words in html


def test_summer_time_is_told_as_clocks_in_england_show_it() -> None:
    summer = datetime(2026, 7, 1, 23, 5, tzinfo=UTC)
    page = summary(FULL, decided(Recipient.COURT), recipient=Recipient.COURT, by=BY, at=summer)
    assert page.made_at == "Written on 2 July 2026, 12:05 am"


def test_a_need_is_never_shown_as_surer_than_it_is() -> None:
    html = to_html(drawn(Recipient.COURT, FULL))
    assert html.count("Suspected</td>") == 3
    assert html.count("Confirmed</td>") == 1
    unsure = to_html(drawn(Recipient.COURT, {**FULL, Field.NEED_STATUS: NotKnown.NOT_RECORDED}))
    assert unsure.count("Not known</td>") == 4
    with pytest.raises(ValueError, match="4 needs, and 1"):
        drawn(Recipient.COURT, {**FULL, Field.NEED_STATUS: Known("Confirmed")})


@pytest.mark.parametrize("recipient", PURPOSES)
def test_a_full_summary_fits_on_one_side(recipient: Recipient) -> None:
    assert pages(to_pdf(drawn(recipient, FULL), dated=AT)) == 1


@needs_poppler
def test_a_summary_too_long_for_one_side_runs_on_and_names_the_person_again(
    tmp_path: Path,
) -> None:
    long = {**FULL, Field.NEXT_STEPS: Known(tuple(f"Step {n}" for n in range(60)))}
    pdf = to_pdf(drawn(Recipient.CUSTODY_OFFICER, long), dated=AT)
    text = text_of(pdf, tmp_path)
    assert pages(pdf) == 2
    assert "Step 59" in text
    assert text.count("Jordan Example") == 2
    assert "Page 2 of 2" in text


def test_a_decision_that_releases_nothing_gives_no_page() -> None:
    with pytest.raises(ValueError, match="Nothing may be shared"):
        drawn(Recipient.COURT, FULL, PermissionState.REFUSED)


def test_a_decision_for_the_custody_officer_gives_no_page_for_the_court() -> None:
    decision = decided(Recipient.CUSTODY_OFFICER)
    with pytest.raises(ValueError, match="not about the court"):
        summary(FULL, decision, recipient=Recipient.COURT, by=BY, at=AT)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        summary(
            FULL,
            decided(Recipient.COURT),
            recipient=Recipient.COURT,
            by=BY,
            at=AT.replace(tzinfo=None),
        )
