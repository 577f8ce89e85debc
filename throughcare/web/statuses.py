"""The one table of status words and the colour of the tag that carries them.

Grey not started, blue in progress, green done, yellow waiting on somebody, orange due soon,
red overdue or a risk; red is for a task or a risk, never for a person.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """The words that a status is said in, and the colour of its tag in the design system."""

    words: str
    colour: str


STATUSES: dict[tuple[str, str], Status] = {
    # Liaison and Diversion, for one stay in custody
    ("custody", "not_offered"): Status("Not yet offered", "grey"),
    ("custody", "declined"): Status("Declined", "white"),
    ("custody", "waiting"): Status("Waiting", "yellow"),
    ("custody", "being_seen"): Status("Being seen", "blue"),
    ("custody", "seen"): Status("Seen", "green"),
    ("custody", "report_sent"): Status("Report sent", "green"),
    ("custody", "left_unseen"): Status("Left before seen", "orange"),
    # The appropriate adult of somebody in custody
    ("adult", "needed"): Status("Needed, not called", "red"),
    ("adult", "called"): Status("Called", "yellow"),
    ("adult", "arrived"): Status("Arrived", "green"),
    ("adult", "not_needed"): Status("Not needed", "white"),
    ("adult", "not_known"): Status("Not known if needed", "grey"),
    # A need
    ("need", "suspected"): Status("Suspected", "yellow"),
    ("need", "on_diagnostic_pathway"): Status("On a diagnostic pathway", "yellow"),
    ("need", "confirmed"): Status("Confirmed", "blue"),
    ("need", "ruled_out"): Status("Ruled out", "white"),
    ("need", "below_threshold"): Status("Below the threshold", "orange"),
    ("need", "not_met"): Status("Not met", "orange"),
    ("need", "declined"): Status("Does not want help now", "white"),
    ("need", "met"): Status("Met", "green"),
    ("need", "addressed"): Status("Met", "green"),
    # A step of a plan, and what the person says to the plan
    ("plan_step", "asked"): Status("Asked", "yellow"),
    ("plan_step", "agreed"): Status("Agreed", "blue"),
    ("plan", "agreed"): Status("They agree", "green"),
    ("plan", "partly"): Status("They agree with part", "yellow"),
    ("plan", "disagreed"): Status("They do not agree", "orange"),
    ("plan", "not_asked"): Status("Not asked yet", "grey"),
    # A step of a health programme
    ("health", "overdue"): Status("Overdue", "red"),
    ("health", "due"): Status("Due", "orange"),
    ("health", "declined"): Status("Declined", "white"),
    ("health", "done"): Status("Done", "green"),
    ("health", "not_needed"): Status("Not needed", "white"),
    ("health", "waits"): Status("Not yet", "grey"),
    # A treatment requirement of the court
    ("requirement", "assessing"): Status("Being assessed", "blue"),
    ("requirement", "proposed"): Status("Proposed", "yellow"),
    ("requirement", "ordered"): Status("Ordered, not started", "orange"),
    ("requirement", "started"): Status("Started", "green"),
    ("requirement", "breached"): Status("Breach", "red"),
    ("requirement", "not_made"): Status("Not made", "white"),
    ("requirement", "ended"): Status("Ended", "white"),
    # A risk, of which only the task is red: to act now
    ("risk", "high"): Status("High", "red"),
    ("risk", "medium"): Status("Medium", "orange"),
    ("risk", "low"): Status("Low", "white"),
    ("risk", "not_assessed"): Status("Not assessed yet", "yellow"),
    # A referral
    ("referral", "draft"): Status("Not sent yet", "grey"),
    ("referral", "sent"): Status("Waiting for an answer", "yellow"),
    ("referral", "waiting_for_answer"): Status("Waiting for an answer", "yellow"),
    ("referral", "received"): Status("Opened, not answered yet", "yellow"),
    ("referral", "waiting_list"): Status("On the waiting list", "yellow"),
    ("referral", "offered"): Status("Appointment offered", "blue"),
    ("referral", "cancelled"): Status("Appointment cancelled", "orange"),
    ("referral", "completed"): Status("Help completed", "green"),
    ("referral", "ended_early"): Status("Help ended early", "orange"),
    ("referral", "accepted"): Status("Accepted", "blue"),
    ("referral", "booked"): Status("Appointment booked", "blue"),
    ("referral", "not_attended"): Status("Did not come", "orange"),
    ("referral", "back_with_sender"): Status("Declined: back with the sender", "orange"),
    ("referral", "re_linked"): Status("Back in touch", "green"),
    ("referral", "declined"): Status("Declined: back on your list", "orange"),
    ("referral", "seen"): Status("Seen", "green"),
    ("referral", "relinked"): Status("Back in touch", "green"),
    ("referral", "not_seen"): Status("Not seen", "orange"),
    ("referral", "closed"): Status("Closed", "white"),
    # A handover between two teams
    ("handover", "waiting"): Status("Waiting for an answer", "yellow"),
    ("handover", "accepted"): Status("Accepted, not seen yet", "blue"),
    ("handover", "declined"): Status("Declined: back with the giving team", "orange"),
    ("handover", "seen"): Status("Seen", "green"),
    ("handover", "ended"): Status("Ended without being seen", "white"),
    # Anything with a time by which it must be done
    ("due", "later"): Status("On time", "white"),
    ("due", "soon"): Status("Due soon", "orange"),
    ("due", "overdue"): Status("Overdue", "red"),
    ("due", "done"): Status("Done", "green"),
    # A step that a worker takes
    ("step", "not_started"): Status("Not started", "grey"),
    ("step", "in_progress"): Status("In progress", "blue"),
    ("step", "done"): Status("Done", "green"),
    # A screening that was not completed
    ("screening", "stopped"): Status("Stopped before the end", "white"),
    ("screening", "not_asked"): Status("Not asked", "white"),
    ("screening", "not_acted_on"): Status("Nobody has said what was done", "orange"),
    # A document or disclosure
    ("document", "draft"): Status("Not sent yet", "grey"),
    ("document", "sent"): Status("Sent", "green"),
    ("document", "recalled"): Status("Recalled", "orange"),
    ("disclosure", "sent"): Status("Sent", "green"),
    ("disclosure", "unopened"): Status("Sent, not opened yet", "yellow"),
    ("disclosure", "opened"): Status("Opened", "green"),
    ("disclosure", "verbal"): Status("Told in words", "green"),
    ("disclosure", "refused"): Status("Not sent", "white"),
    ("received", "new"): Status("Not opened yet", "yellow"),
    ("received", "opened"): Status("Opened", "white"),
}


def status(kind: str, value: str) -> Status:
    """The words and colour for a status; one that the table lacks is said plainly, in white."""
    found = STATUSES.get((kind, value))
    return found or Status(value.replace("_", " ").capitalize(), "white")
