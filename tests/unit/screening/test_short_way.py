"""Where most is known, two pages are enough; safety questions are never among what is confirmed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughcare.screening.instrument import find, instruments
from throughcare.screening.rules import Context, KnownAnswer, short_way, shown

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CORE = find("ld-core")
ROBIN = Context(age=34, sex="male")


def held(concepts):
    """An answer an hour old to each of these concepts."""
    values = {i.concept: i.options[0].value if i.options else "Words" for i in CORE.items}
    several = {i.concept for i in CORE.items if i.kind.value == "several"}
    return {
        concept: KnownAnswer(
            concept,
            [values[concept]] if concept in several else values[concept],
            NOW - timedelta(hours=1),
        )
        for concept in concepts
    }


@given(st.sets(st.sampled_from([item.concept for item in CORE.items])))
def test_every_question_that_fits_is_on_exactly_one_of_the_two_pages(concepts) -> None:
    short = short_way(CORE, held(concepts), at=NOW, context=ROBIN)
    if short is None:
        return
    fits = shown(CORE, {}, context=ROBIN)
    assert sorted([*short.known, *short.rest], key=lambda item: item.position) == list(fits)
    assert not any(item.safety_critical for item in short.known)
    assert {item.concept for item in short.known} <= concepts


def test_it_is_gone_only_where_it_is_shorter() -> None:
    everything = [item.concept for item in CORE.items]
    assert short_way(CORE, held(everything), at=NOW, context=ROBIN) is not None
    assert short_way(CORE, {}, at=NOW, context=ROBIN) is None
    assert short_way(CORE, held(everything[:9]), at=NOW, context=ROBIN) is None
    assert short_way(CORE, held(everything), at=NOW + timedelta(days=3650), context=ROBIN) is None
    one_page = next(each for each in instruments() if len(each.pages) == 1)
    assert short_way(one_page, {}, at=NOW) is None
