"""Which changes of a need make sense."""

from throughcare.care.rules import NeedStatus, needs_open, refuse_change

S = NeedStatus


def test_nothing_changed_is_no_change():
    assert "Nothing has changed" in refuse_change(
        S.SUSPECTED, S.SUSPECTED, same_team=True, reason="x"
    )
    assert refuse_change(S.SUSPECTED, S.SUSPECTED, same_team=False, reason="") == ""


def test_ruling_out_and_opening_again_need_a_reason():
    assert refuse_change(S.SUSPECTED, S.RULED_OUT, same_team=True, reason=" ")
    assert refuse_change(S.RULED_OUT, S.SUSPECTED, same_team=True, reason="")
    assert refuse_change(S.RULED_OUT, S.SUSPECTED, same_team=True, reason="Came back") == ""
    assert refuse_change(S.SUSPECTED, S.CONFIRMED, same_team=True, reason="") == ""


def test_needs_that_are_met_or_ruled_out_are_not_open():
    assert needs_open([S.SUSPECTED, S.ON_PATHWAY, S.CONFIRMED, S.RULED_OUT, S.ADDRESSED]) == 3
