"""The verbs of care: alert, offer, see, note, suspect, record, refer, answer, close."""

from throughcare.care.actions.alerts import (
    choose_digest,
    digest_sent,
    end_calendar,
    make_calendar,
    read_alerts,
    unread_alert,
)
from throughcare.care.actions.allocations import allocate, cover_leave, staff_leaves
from throughcare.care.actions.directory import Entry, describe_service
from throughcare.care.actions.further import (
    arrange_getting_there,
    cancel_appointment,
    chase,
    complete,
    end_early,
    move_area,
    offer_appointment,
    put_on_waiting_list,
    receive,
    send_draft,
)
from throughcare.care.actions.growing_up import hand_to_adult_services
from throughcare.care.actions.handing_on import hand_on, leave_with_giver, take_over
from throughcare.care.actions.handovers import (
    accept_handover,
    decline_handover,
    end_handover,
    hand_over,
    note_pack_sent,
    pass_on,
    record_handover_seen,
)
from throughcare.care.actions.liaison import alert, begin, close, left, offer, see
from throughcare.care.actions.links import give_link, open_link, wrong_link
from throughcare.care.actions.medicines import (
    MedicineSaid,
    change_medicine,
    hold_medicine,
    reconcile_medicines,
    record_dose,
    record_medicine,
    stop_medicine,
)
from throughcare.care.actions.moves import follow_moves, take_back_moves
from throughcare.care.actions.needs import change_need, note_strength, record_need, suspect_need
from throughcare.care.actions.plans import add_step, change_step, take_in_plan, write_plan
from throughcare.care.actions.programmes import answer_step, take_back_step
from throughcare.care.actions.referrals import (
    accept,
    book,
    close_referral,
    decline,
    not_attended,
    record_engaged,
    record_seen,
    refer,
    relinked,
    send_elsewhere,
)
from throughcare.care.actions.release import prepare, record_contact, record_learning
from throughcare.care.actions.requirements import Assessed, assess_requirement, follow_requirement
from throughcare.care.actions.responsibility import (
    accept_need,
    close_team,
    decline_need,
    offer_need,
    withdraw_offer,
)
from throughcare.care.actions.risks import disagree, end_risk, record_risk
from throughcare.care.actions.safety import note_safety
from throughcare.care.actions.transfer import record_transfer_step
from throughcare.care.actions.youth import record_youth

__all__ = [
    "Assessed",
    "Entry",
    "MedicineSaid",
    "accept",
    "accept_handover",
    "accept_need",
    "add_step",
    "alert",
    "allocate",
    "answer_step",
    "arrange_getting_there",
    "assess_requirement",
    "begin",
    "book",
    "cancel_appointment",
    "change_medicine",
    "change_need",
    "change_step",
    "chase",
    "choose_digest",
    "close",
    "close_referral",
    "close_team",
    "complete",
    "cover_leave",
    "decline",
    "decline_handover",
    "decline_need",
    "describe_service",
    "digest_sent",
    "disagree",
    "end_calendar",
    "end_early",
    "end_handover",
    "end_risk",
    "follow_moves",
    "follow_requirement",
    "give_link",
    "hand_on",
    "hand_over",
    "hand_to_adult_services",
    "hold_medicine",
    "leave_with_giver",
    "left",
    "make_calendar",
    "move_area",
    "not_attended",
    "note_pack_sent",
    "note_safety",
    "note_strength",
    "offer",
    "offer_appointment",
    "offer_need",
    "open_link",
    "pass_on",
    "prepare",
    "put_on_waiting_list",
    "read_alerts",
    "receive",
    "reconcile_medicines",
    "record_contact",
    "record_dose",
    "record_engaged",
    "record_handover_seen",
    "record_learning",
    "record_medicine",
    "record_need",
    "record_risk",
    "record_seen",
    "record_transfer_step",
    "record_youth",
    "refer",
    "relinked",
    "see",
    "send_draft",
    "send_elsewhere",
    "staff_leaves",
    "stop_medicine",
    "suspect_need",
    "take_back_moves",
    "take_back_step",
    "take_in_plan",
    "take_over",
    "unread_alert",
    "withdraw_offer",
    "write_plan",
    "wrong_link",
]
