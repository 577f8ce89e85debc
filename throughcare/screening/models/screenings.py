"""A screening and its answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from throughcare.access.classes import says, technical
from throughcare.access.models import Organisation, Recorded
from throughcare.access.rows import of_person
from throughcare.access.rules import Category
from throughcare.access.sealed import SealedText
from throughcare.pathway.models import Episode, Place
from throughcare.people.models import Person
from throughcare.screening.instrument import Answer as Value
from throughcare.screening.instrument import Item
from throughcare.screening.rules import (
    Agreement,
    AnswerState,
    CameIn,
    Mode,
    Present,
    ResponseState,
    StoppedReason,
    read_answer,
)


class Screening(Recorded):
    """One instrument asked of one person once, by one worker, with the person's agreement."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The organisation that asks"),
    )
    episode = models.ForeignKey(
        Episode,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=technical("The episode it was asked in, if any"),
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment=says(Category.WHEREABOUTS, "Where it was asked, if in a known place"),
    )
    instrument = models.TextField(db_comment=says(Category.SCREENING, "Instrument id"))
    version = models.TextField(db_comment=says(Category.SCREENING, "Instrument version"))
    state = models.TextField(
        choices=[(state.value, state.value) for state in ResponseState],
        default=ResponseState.IN_PROGRESS,
        db_comment=says(Category.SCREENING, "Started, completed, stopped or entered in error"),
    )
    mode = models.TextField(
        choices=[(mode.value, mode.value) for mode in Mode],
        default=Mode.INTERVIEW,
        db_comment=says(Category.SCREENING, "How the questions were put"),
    )
    stopped_because = models.TextField(
        choices=[(reason.value, reason.value) for reason in StoppedReason],
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "Why it was stopped, if it was"),
    )
    error_because = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "Why it was entered in error, if it was", sealed=True),
    )
    agreed = models.TextField(
        choices=[(agreement.value, agreement.value) for agreement in Agreement],
        db_comment=says(
            Category.PERMISSION, "How the person agreed to be asked, or that they could not decide"
        ),
    )
    agreement_note = SealedText(
        blank=True,
        default="",
        db_comment=says(
            Category.PERMISSION, "Who helped or agreed, or why they could not decide", sealed=True
        ),
    )
    present = ArrayField(
        models.TextField(
            choices=[(who.value, who.value) for who in Present], db_comment=technical("Who")
        ),
        default=list,
        db_comment=says(Category.SCREENING, "Who else was in the room"),
    )
    started_at = models.DateTimeField(db_comment=says(Category.SCREENING, "When it began"))
    ended_at = models.DateTimeField(
        null=True, blank=True, db_comment=says(Category.SCREENING, "When it ended, if it has")
    )
    prefilled = models.PositiveSmallIntegerField(
        default=0,
        db_comment=says(Category.SCREENING, "Questions not asked because a fresh answer was held"),
    )
    came_in = models.TextField(
        choices=[(way.value, way.value) for way in CameIn],
        default=CameIn.AS_ASKED,
        db_comment=says(
            Category.SCREENING, "Entered as it was asked, from paper, or from a system"
        ),
    )
    asked_by = models.TextField(
        blank=True,
        default="",
        db_comment=says(
            Category.STAFF, "Who asked, where somebody else entered it", collected_for=None
        ),
    )
    asked_in = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.WHEREABOUTS, "Where it was asked, in words, if in no known place"),
    )
    paper_number = models.TextField(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "Number of the paper it was entered from, if any"),
    )

    class Meta:
        db_table_comment = "Screenings"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "instrument"],
                condition=Q(state=ResponseState.IN_PROGRESS),
                name="screening_one_in_progress",
            ),
            models.CheckConstraint(
                condition=Q(state=ResponseState.IN_PROGRESS, ended_at__isnull=True)
                | (~Q(state=ResponseState.IN_PROGRESS) & Q(ended_at__isnull=False)),
                name="screening_ended_when_not_in_progress",
            ),
            of_person("screening_rows", writes="update", health_only=True),
        ]
        indexes = [models.Index(fields=["person", "-started_at"], name="screening_person")]

    def __str__(self) -> str:
        return f"{self.instrument} {self.version}"


class Answer(Recorded):
    """What was said to one question. A changed answer is another row; the latest counts."""

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # another index begins with it
        db_comment=technical("The person"),
    )
    screening = models.ForeignKey(
        Screening,
        on_delete=models.PROTECT,
        related_name="answers",
        db_index=False,  # another index begins with it
        db_comment=technical("The screening"),
    )
    item = models.TextField(db_comment=says(Category.SCREENING, "Item id within the instrument"))
    number = models.PositiveSmallIntegerField(
        db_comment=technical("1 for the first answer to the item in this screening; highest counts")
    )
    concept = models.TextField(
        db_comment=says(Category.SCREENING, "What the question is about, across instruments")
    )
    state = models.TextField(
        choices=[(state.value, state.value) for state in AnswerState],
        db_comment=says(Category.SCREENING, "Answered, declined, unable or not asked"),
    )
    value = models.JSONField(
        null=True, blank=True, db_comment=says(Category.SCREENING, "The option chosen, if coded")
    )
    words = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "The person's own words", sealed=True),
    )
    changed_because = SealedText(
        blank=True,
        default="",
        db_comment=says(Category.SCREENING, "Why an earlier answer was changed", sealed=True),
    )
    confirmed_from = models.UUIDField(
        null=True, blank=True, db_comment=technical("The earlier answer that the person confirmed")
    )
    entered_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment=technical("When it was entered, where that is later than it was said"),
    )

    class Meta:
        db_table_comment = "Answers: append only, the latest for an item counts"
        constraints = [
            models.UniqueConstraint(fields=["screening", "item", "number"], name="answer_in_order"),
            of_person("answer_rows", health_only=True),
        ]
        indexes = [
            models.Index(fields=["person", "concept", "-recorded_at"], name="answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"

    def to(self, item: Item) -> Value:
        """What the row says to its item, in the form in which rules take it."""
        state = AnswerState(self.state)
        if state is not AnswerState.ANSWERED:
            return state
        return read_answer(item, self.value if self.value is not None else self.words)
