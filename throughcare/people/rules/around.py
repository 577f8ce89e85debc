"""Words about a person's life: what helps them, what shapes their rights, who is around them."""

from dataclasses import dataclass
from enum import StrEnum


class Adjustment(StrEnum):
    """Something that others do differently, so that the person can take part."""

    PLAIN_WORDS = "plain-words"
    ONE_THING_AT_A_TIME = "one-thing-at-a-time"
    EXTRA_TIME = "extra-time"
    READ_ALOUD = "read-aloud"
    EASY_READ = "easy-read"
    LARGE_PRINT = "large-print"
    SIGN_LANGUAGE = "sign-language"
    HEARING = "hearing"
    QUIET_PLACE = "quiet-place"
    SUPPORTER = "supporter"
    STEP_FREE = "step-free"
    OTHER = "other"


ADJUSTMENT_WORDS = {
    Adjustment.PLAIN_WORDS: "Use plain words and short sentences",
    Adjustment.ONE_THING_AT_A_TIME: "Say one thing at a time and check that it was understood",
    Adjustment.EXTRA_TIME: "Give extra time to answer",
    Adjustment.READ_ALOUD: "Read papers aloud",
    Adjustment.EASY_READ: "Give easy read papers",
    Adjustment.LARGE_PRINT: "Give papers in large print",
    Adjustment.SIGN_LANGUAGE: "Book a British Sign Language interpreter",
    Adjustment.HEARING: "Face them when you speak, or use a hearing loop",
    Adjustment.QUIET_PLACE: "Meet in a quiet place without bright light",
    Adjustment.SUPPORTER: "Have somebody with them whom they trust",
    Adjustment.STEP_FREE: "Meet where there are no steps",
    Adjustment.OTHER: "Something else",
}


class Background(StrEnum):
    """A part of somebody's life that opens rights or duties. Only what the person says."""

    ARMED_FORCES = "armed-forces"
    CARE = "care"
    PREGNANCY = "pregnancy"
    DEPENDANTS = "dependants"
    NATIONALITY = "nationality"


class Answer(StrEnum):
    """What was said. That nobody asked is no answer, and never a no."""

    YES = "yes"
    NO = "no"
    LOOKED_AFTER = "looked-after"
    CARE_LEAVER = "care-leaver"
    STATED = "stated"
    DECLINED = "declined"


BACKGROUND_WORDS = {
    Background.ARMED_FORCES: "Has served in the armed forces",
    Background.CARE: "Looked after by a council, now or as a child",
    Background.PREGNANCY: "Pregnant",
    Background.DEPENDANTS: "Cares for children or other people",
    Background.NATIONALITY: "Nationality",
}
ANSWER_WORDS = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.LOOKED_AFTER: "Looked after now",
    Answer.CARE_LEAVER: "Care leaver",
    Answer.STATED: "",
    Answer.DECLINED: "They preferred not to say",
}
YES_OR_NO = (Answer.YES, Answer.NO, Answer.DECLINED)
ANSWERS: dict[Background, tuple[Answer, ...]] = {
    Background.ARMED_FORCES: YES_OR_NO,
    Background.CARE: (Answer.LOOKED_AFTER, Answer.CARE_LEAVER, Answer.NO, Answer.DECLINED),
    Background.PREGNANCY: YES_OR_NO,
    Background.DEPENDANTS: YES_OR_NO,
    Background.NATIONALITY: (Answer.STATED, Answer.DECLINED),
}
"""What can be answered to each; nationality is given in words."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with the words that go with it. Raises ValueError for words that are missing."""

    answer: Answer
    words: str = ""

    def __post_init__(self) -> None:
        if self.answer is Answer.STATED and not self.words.strip():
            raise ValueError("an answer in words needs words")

    @property
    def whole(self) -> str:
        """The answer as it is read."""
        return ": ".join(part for part in (ANSWER_WORDS[self.answer], self.words) if part)


def refuse_answer(about: Background, said: Said) -> str:
    """Why this cannot be the answer; '' when it can."""
    if said.answer in ANSWERS[about]:
        return ""
    return f"“{ANSWER_WORDS[said.answer]}” is no answer to “{BACKGROUND_WORDS[about]}”."


class Immigration(StrEnum):
    """By which right somebody is here. Held for their care and their rights, not for the police."""

    BRITISH = "british"
    SETTLED = "settled"
    LEAVE = "limited-leave"
    ASYLUM = "asylum"
    REFUGEE = "refugee"
    DETAINED = "detained"
    NO_LEAVE = "no-leave"
    OTHER = "other"
    DECLINED = "declined"


IMMIGRATION_WORDS = {
    Immigration.BRITISH: "British or Irish citizen",
    Immigration.SETTLED: "Settled, or indefinite leave to remain",
    Immigration.LEAVE: "Leave to remain until a date",
    Immigration.ASYLUM: "Waiting for an asylum decision",
    Immigration.REFUGEE: "Refugee or humanitarian protection",
    Immigration.DETAINED: "Held under immigration powers",
    Immigration.NO_LEAVE: "No leave to remain",
    Immigration.OTHER: "Something else",
    Immigration.DECLINED: "They preferred not to say",
}


class PracticeStatus(StrEnum):
    """Whether somebody has a GP practice. Having none is usual here, and never an error."""

    REGISTERED = "registered"
    TEMPORARY = "temporary"
    ENDED_IN_CUSTODY = "ended-in-custody"
    NOT_REGISTERED = "not-registered"


PRACTICE_WORDS = {
    PracticeStatus.REGISTERED: "Registered with a GP practice",
    PracticeStatus.TEMPORARY: "Registered for a time",
    PracticeStatus.ENDED_IN_CUSTODY: "Registration ended when they were in custody",
    PracticeStatus.NOT_REGISTERED: "Not registered with a GP practice",
}


@dataclass(frozen=True, slots=True)
class NewPractice:
    """Where somebody is registered, or that they are not.

    A practice is told by its name, its code or both; raises ValueError without either.
    """

    status: PracticeStatus
    name: str = ""
    ods_code: str = ""

    def __post_init__(self) -> None:
        named = self.status in (PracticeStatus.REGISTERED, PracticeStatus.TEMPORARY)
        if named and not (self.name.strip() or self.ods_code.strip()):
            raise ValueError("a practice has a name or a code")

    @property
    def shown(self) -> str:
        """The practice in words: whether they are registered, its name and its code."""
        code = f"code {self.ods_code}" if self.ods_code else ""
        called = f"{self.name} ({code})" if self.name and code else self.name or code
        said = PRACTICE_WORDS[self.status]
        return f"{said}: {called}" if called else said


class ContactKind(StrEnum):
    """Who somebody is to the person."""

    FAMILY = "family"
    PARTNER = "partner"
    CARER = "carer"
    PARENT = "parent-or-guardian"
    APPROPRIATE_ADULT = "appropriate-adult"
    SOLICITOR = "solicitor"
    SOCIAL_WORKER = "social-worker"
    FRIEND = "friend"
    OTHER = "other"


CONTACT_WORDS = {
    ContactKind.FAMILY: "Family",
    ContactKind.PARTNER: "Partner",
    ContactKind.CARER: "Carer",
    ContactKind.PARENT: "Parent or guardian",
    ContactKind.APPROPRIATE_ADULT: "Appropriate adult",
    ContactKind.SOLICITOR: "Solicitor",
    ContactKind.SOCIAL_WORKER: "Social worker",
    ContactKind.FRIEND: "Friend",
    ContactKind.OTHER: "Somebody else",
}


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody around the person. None means that it was not asked, and not that it is a no.

    `safe` is whether it is safe to contact them about the person; `agreed` whether the person
    agrees to it. Raises ValueError without a name.
    """

    kind: ContactKind
    name: str
    reached: str = ""
    safe: bool | None = None
    agreed: bool | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("somebody around a person has a name")
