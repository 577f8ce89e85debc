"""Forms keep what was typed, say how to put it right, and carry a key that makes them once-only."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from django.http import QueryDict

from throughcare.web import design
from throughcare.web.dates import PartialDate
from throughcare.web.environment import environment
from throughcare.web.fields import Checkboxes, Choice, DateParts, Radios
from throughcare.web.forms import PageForm

KEY = UUID(int=7)
AT = datetime(2026, 11, 21, 14, 40, tzinfo=UTC)
GOOD = {
    "form_key": str(KEY), "name": "Robin Sampleford", "born-day": "", "born-month": "mar",
    "born-year": "1992", "arrived": "2.30 pm", "suite": "northmoor", "offered": "accepted",
    "why": "", "needs": "none", "veteran": "not_known", "password": " x ", "told": "yes",
}  # fmt: skip


def sent(**answers: str) -> design.ExampleForm:
    data = QueryDict(mutable=True)
    for name, value in (GOOD | answers).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return design.ExampleForm(data, initial={"form_key": UUID(int=1)})


def drawn(form: PageForm) -> str:
    template = '{% from "components/form.jinja" import page_form %}{{ page_form(form, "") }}'
    return environment().from_string(template).render(form=form)


def test_good_answers_come_out_as_values_of_their_kind():
    form = sent()
    assert form.error_list() == []
    assert form.cleaned_data["born"] == PartialDate(1992, 3)
    assert form.cleaned_data["arrived"] == time(14, 30)
    assert form.cleaned_data["needs"] == ["none"]
    assert form.cleaned_data["children"] is None
    assert form.cleaned_data["password"] == " x "
    assert form.cleaned_data["form_key"] == form.key() == KEY


def test_every_error_is_said_once_in_the_order_of_the_page_and_leads_to_its_field():
    anchors = [anchor for anchor, _ in sent(name="", **{"born-month": "x"}).error_list()]
    assert anchors == ["id_name", "id_born-month"]
    assert all(f'id="{anchor}"' in drawn(sent()) for anchor in anchors)


def test_every_anchor_of_the_example_page_is_on_it():
    context = design.examples(AT)
    html = drawn(context["form"])
    assert len(context["errors"]) == 10
    for anchor, message in context["errors"]:
        assert f'id="{anchor}"' in html
        assert environment().from_string("{{ m }}").render(m=message) in html


def test_what_was_typed_is_never_lost():
    html = drawn(sent(arrived="half past", **{"born-day": "31", "born-month": "Feb"}))
    assert 'value="half past"' in html
    assert 'value="31"' in html
    assert 'value="Feb"' in html


def test_a_password_is_never_sent_back():
    assert "secret" not in drawn(sent(password="secret", name=""))


def test_text_that_looks_like_html_stays_text():
    html = drawn(sent(name='"><script>alert(1)</script>'))
    assert "<script>" not in html


def test_a_field_that_an_answer_opens_is_required_only_when_it_is_open():
    closed = sent(offered="accepted", why="left over")
    assert closed.error_list() == []
    assert closed.cleaned_data["why"] is None
    assert sent(offered="declined").error_list() == [
        ("id_why", "Enter why, in their words if you can")
    ]
    opened = sent(offered="declined", why="Tired")
    assert opened.error_list() == []
    assert opened.cleaned_data["why"] == "Tired"


def test_a_field_that_an_answer_opens_is_drawn_once_and_under_its_answer():
    html = drawn(sent())
    assert html.count('name="why"') == 1
    assert html.index('value="declined"') < html.index('name="why"') < html.index('value="asleep"')


def test_none_of_these_cannot_stand_beside_an_answer():
    assert sent(needs=["housing", "none"]).error_list() == [
        ("id_needs", "Select the answers that apply, or select only “None of these”")
    ]


@pytest.mark.parametrize("came", ["", "not-a-key"])
def test_a_missing_key_is_an_error_and_a_fresh_one_is_drawn(came):
    form = sent(form_key=came)
    assert form.error_list() == [
        ("", "The page was not complete. Check your answers and send it again")
    ]
    assert f'name="form_key" value="{UUID(int=1)}"' in drawn(form)


def test_a_good_key_stays_with_a_page_that_comes_back():
    assert f'name="form_key" value="{KEY}"' in drawn(sent(name=""))


def test_other_hidden_fields_are_sent_too():
    assert '<input type="hidden" name="version" value="3">' in drawn(
        design.ExampleForm(initial={"form_key": KEY})
    )


class Visit(PageForm):
    on = DateParts(label="When will you see them?", what="date of the visit")
    who = Radios(label="Who will go?")
    about = Checkboxes(label="What about?", required=False)


def test_limits_and_answers_may_depend_on_the_request():
    def visit(day: str, who: str = "a") -> Visit:
        data = QueryDict(mutable=True)
        data.update({"form_key": KEY, "on-day": day, "on-month": "11", "on-year": "2026"})
        data.update({"who": who})
        form = Visit(data)
        form.fields["who"].offer([Choice("a", "Amara Obi")])
        form.fields["on"].earliest = date(2026, 11, 10)
        form.fields["on"].latest = date(2026, 11, 20)
        return form

    good = visit("15")
    assert good.error_list() == []
    assert good.cleaned_data["on"] == date(2026, 11, 15)
    assert visit("9").error_list() == [
        ("id_on-year", "The date of the visit must be on or after 10 November 2026")
    ]
    assert visit("21").error_list() == [
        ("id_on-year", "The date of the visit must be on or before 20 November 2026")
    ]
    assert visit("").error_list() == [("id_on-day", "The date of the visit must include a day")]
    assert visit("15", "b").error_list() == [("id_who", "Select one of the answers in the list")]


def test_a_form_shows_what_is_already_known():
    form = Visit(initial={"form_key": KEY, "on": date(2026, 11, 15), "about": ["x"]})
    form.fields["about"].offer([("x", "Housing")])
    html = drawn(form)
    assert 'value="15"' in html
    assert 'value="2026"' in html
    assert 'value="x" checked' in html
    assert "What about? (optional)" in html
