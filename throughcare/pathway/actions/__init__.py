"""What is done on the pathway: places open, people arrive, things happen, stays and cases end."""

from throughcare.pathway.actions.agreeing import agree_to_cover, decline_cover, take_back_asking
from throughcare.pathway.actions.arriving import arrive, arrive_many
from throughcare.pathway.actions.cases import close_case, open_case
from throughcare.pathway.actions.clocks import recount
from throughcare.pathway.actions.correcting import correct_event
from throughcare.pathway.actions.covering import (
    ToCover,
    add_place,
    begin_cover,
    close_place,
    end_cover,
    leave_places,
)
from throughcare.pathway.actions.custody import (
    alerted,
    authorise_detention,
    expect_release,
    leave,
    leave_many,
    review,
)
from throughcare.pathway.actions.listings import (
    Listed,
    ToList,
    cancel_listing,
    list_many,
    list_person,
    report_sent,
)
from throughcare.pathway.actions.parking import dismiss_parked, put_right, take_in
from throughcare.pathway.actions.places import About, cover, describe_place, open_place
from throughcare.pathway.actions.recording import Became, record_event, record_events
from throughcare.pathway.actions.recounting import Recounted, recount_all
from throughcare.pathway.actions.restricted import told_of_restricted
from throughcare.pathway.actions.views import forget_view, save_view

__all__ = [
    "About",
    "Became",
    "Listed",
    "Recounted",
    "ToCover",
    "ToList",
    "add_place",
    "agree_to_cover",
    "alerted",
    "arrive",
    "arrive_many",
    "authorise_detention",
    "begin_cover",
    "cancel_listing",
    "close_case",
    "close_place",
    "correct_event",
    "cover",
    "decline_cover",
    "describe_place",
    "dismiss_parked",
    "end_cover",
    "expect_release",
    "forget_view",
    "leave",
    "leave_many",
    "leave_places",
    "list_many",
    "list_person",
    "open_case",
    "open_place",
    "put_right",
    "record_event",
    "record_events",
    "recount",
    "recount_all",
    "report_sent",
    "review",
    "save_view",
    "take_back_asking",
    "take_in",
    "told_of_restricted",
]
