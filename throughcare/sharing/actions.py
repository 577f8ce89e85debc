"""What is done about sharing: asking the person, telling somebody, and deciding not to.

Nothing leaves unless a decision releases it; what was refused leaves the same kind of row.
"""

from datetime import datetime
from uuid import UUID, uuid4

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, NotPermitted, Refused, Sight, Verb, Viewer
from throughcare.people.queries import require_person
from throughcare.sharing.models import Disclosure, Permission
from throughcare.sharing.profiles import in_force
from throughcare.sharing.queries import destination, facts_for, last_answer
from throughcare.sharing.rules import (
    FIELDS,
    FRAME,
    RECIPIENTS,
    USED_FOR,
    Field,
    Ground,
    How,
    PermissionState,
    Recipient,
    SharingDecision,
    decide,
    narrowed,
    released_as,
)


@action
def ask_permission(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    recipient: Recipient,
    state: PermissionState,
    limited_to: frozenset[Field] = frozenset(),
    how_asked: str = "",
    until: datetime | None = None,
) -> UUID:
    """Record what the person said about one kind of recipient. Returns the answer's id.

    Raises `Refused` for an answer that is none, and for a limited one that names no fields.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.PERMISSION, at=at)
    if state is PermissionState.NOT_ASKED:
        raise Refused("Record what the person said only when they were asked.")
    if (state is PermissionState.LIMITED) != bool(limited_to):
        raise Refused("Say which things the person agreed to, if it is not everything.")
    if until is not None and until <= at:
        raise Refused("The time until which the answer holds must be later than now.")
    answer_id = uuid4()
    Permission.objects.bulk_create(
        [
            Permission(
                id=answer_id,
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=Purpose.CARE,
                person_id=person_id,
                organisation_id=by.organisation_id,
                recipient=recipient,
                state=state,
                limited_to=sorted(limited_to),
                how_asked=how_asked.strip(),
                until=until,
            )
        ]
    )
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="ask-permission",
        people=[person_id],
        categories=[Category.PERMISSION],
        items=[f"permission {answer_id}", recipient.value],
        relationship=sight.relationship,
    )
    return answer_id


@action
def disclose(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    to_organisation_id: UUID,
    how: How,
    decision: SharingDecision,
    reason: str = "",
    content_hash: str = "",
) -> UUID:
    """Record that what a decision released has left. Returns the disclosure's id.

    Raises `Refused`, with the sentences of the decision, where it releases nothing.
    """
    sight = _may_tell(by, at, person_id, decision.recipient, to_organisation_id)
    if not decision.permitted:
        raise Refused(*decision.reasons)
    return _keep(
        by, sight, to_organisation_id, how, decision, reason=reason, content_hash=content_hash
    )


@action
def refuse_to_disclose(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    recipient: Recipient,
    to_organisation_id: UUID,
    reason: str,
) -> UUID:
    """Record the decision to send nothing, and why. Returns the disclosure's id."""
    sight = _may_tell(by, at, person_id, recipient, to_organisation_id)
    if not reason.strip():
        raise Refused("Say why it is not sent.")
    decision = decide(facts_for(sight, recipient), in_force(at))
    return _keep(by, sight, to_organisation_id, How.SUMMARY, decision, reason=reason, refused=True)


@action
def tell(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    recipient: Recipient,
    to_organisation_id: UUID,
    said: frozenset[Field],
    why: str,
    ground: Ground | None = None,
) -> UUID:
    """Record what somebody is told by word of mouth. Returns the disclosure's id.

    `why` is the practitioner's reason, and the written reason of a `ground` that needs one.
    Raises `Refused`, one sentence for each thing that may not be told.
    """
    sight = _may_tell(by, at, person_id, recipient, to_organisation_id)
    if not sight.may(Category.DISCLOSURE, Act.DISCLOSE):
        raise NotPermitted(sight.decisions[(Act.DISCLOSE, Category.DISCLOSURE)])
    if not why.strip():
        raise Refused("Say why they need to know.")
    if not said - FRAME:
        raise Refused("Select what they are told.")
    published = in_force(at)
    facts = facts_for(sight, recipient, ground=ground, written_reason=why, chosen=said)
    whole = decide(facts, published)
    held_back = [each for each in whole.withheld if each.field in said]
    if held_back:
        raise Refused(*(f"{FIELDS[each.field].label}: {each.reason}" for each in held_back))
    decision = narrowed(whole, said | FRAME, published)
    return _keep(by, sight, to_organisation_id, How.VERBAL, decision, reason=why)


def _may_tell(
    by: Viewer, at: datetime, person_id: UUID, recipient: Recipient, organisation_id: UUID
) -> Sight:
    sight = require_person(by, person_id, Act.DISCLOSE, released_as(recipient), at=at)
    if destination(sight, recipient, organisation_id) is None:
        raise Refused(f"This organisation cannot be told as {RECIPIENTS[recipient]}.")
    return sight


def _keep(
    by: Viewer,
    sight: Sight,
    to_organisation_id: UUID,
    how: How,
    decision: SharingDecision,
    *,
    reason: str,
    refused: bool = False,
    content_hash: str = "",
) -> UUID:
    answer = last_answer(sight, decision.recipient)
    released = [] if refused else [field.value for field in decision.fields]
    row = Disclosure(
        recorded_at=sight.at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
        person_id=sight.person_id,
        organisation_id=by.organisation_id,
        recipient=decision.recipient,
        to_organisation_id=to_organisation_id,
        how=how,
        purpose=USED_FOR[decision.recipient],
        permission_id=answer.id if answer else None,
        refused=refused,
        ground=decision.ground or "" if not refused else "",
        because=[] if refused else list(decision.reasons),
        profile=decision.profile,
        edition=decision.edition,
        fields=released,
        withheld=[each.value for each in Field if each.value not in released]
        if refused
        else [each.field.value for each in decision.withheld],
        reason=reason.strip(),
        content_hash=content_hash,
    )
    Disclosure.objects.bulk_create([row])
    trail.write(
        by=by,
        at=sight.at,
        # What is refused stays where it is: only the decision is collected.
        verb=Verb.COLLECT if refused else Verb.DISCLOSE,
        what="refuse-to-disclose" if refused else f"disclose-{how}",
        people=[sight.person_id],
        categories={Category.DISCLOSURE, *(FIELDS[Field(each)].category for each in released)},
        items=[f"disclosure {row.id}", f"to organisation {to_organisation_id}"],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.DISCLOSE, released_as(decision.recipient))],
    )
    return row.id
