"""The needs and strengths a screening points to, and the headings they are counted under."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from throughcare.screening.rules.worded import Worded


class NeedDomain(Worded):
    """Needs that are asked about and listed together."""

    MENTAL_HEALTH = "mental_health", "Mental health"
    SELF_HARM = "self_harm", "Suicide and self-harm"
    NEURODEVELOPMENTAL = (
        "neurodevelopmental",
        "Neurodevelopmental and cognitive",
    )
    SUBSTANCES = "substances", "Substances and gambling"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    ABUSE = "abuse", "Abuse and exploitation"
    SOCIAL = "social", "Social"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    UNDER_18 = "under_18", "Under 18"
    OTHER = "other", "Other"


class NeedCategory(Worded):
    """The categories of the table published for the youth justice liaison and diversion pilots.

    Source: Department of Health, Liaison and Diversion: The National Approach, 21 October 2011. The
    slide does not define its categories: which need is counted where is this product's choice.
    """

    BEHAVIOURAL = "behavioural", "Behavioural problems"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    RELATIONSHIPS = "relationships", "Relationships"
    EDUCATIONAL = "educational", "Educational"
    PHYSICAL_HEALTH = "physical_health", "Physical health"
    SUBSTANCE_MISUSE = "substance_misuse", "Substance misuse"
    NONE = "none", "None"
    OTHER = "other", "Other"


class Strength(Worded):
    """Something that helps the person: a protective factor."""

    STABLE_HOME = "stable_home", "Stable home"
    SUPPORTIVE_ADULT = "supportive_adult", "Supportive adult"
    WORK_OR_SCHOOL = "work_or_school", "Work or school"
    TREATMENT = "treatment", "Treatment or support that helps"
    MOTIVATION = "motivation", "Wants things to get better"


_D = NeedDomain
_C = NeedCategory


class NeedType(StrEnum):
    """One need or vulnerability: the stored word, its label, its domain and its category."""

    label: str
    domain: NeedDomain
    category: NeedCategory

    def __new__(
        cls,
        stored: str,
        label: str = "",
        domain: NeedDomain = NeedDomain.OTHER,
        category: NeedCategory = NeedCategory.OTHER,
    ) -> Self:
        """Keep what the need is called and where it belongs beside the stored word."""
        need = str.__new__(cls, stored)
        need._value_ = stored
        need.label, need.domain, need.category = label, domain, category
        return need

    ANXIETY = "anxiety", "Anxiety", _D.MENTAL_HEALTH, _C.MENTAL_HEALTH
    DEPRESSION = "depression", "Depression", _D.MENTAL_HEALTH, _C.MENTAL_HEALTH
    PSYCHOSIS = "psychosis", "Psychosis", _D.MENTAL_HEALTH, _C.MENTAL_HEALTH
    BIPOLAR = "bipolar", "Bipolar disorder", _D.MENTAL_HEALTH, _C.MENTAL_HEALTH
    TRAUMA = "trauma", "Trauma or post-traumatic stress", _D.MENTAL_HEALTH, _C.MENTAL_HEALTH
    PERSONALITY_DISORDER = (
        "personality_disorder",
        "Personality disorder",
        _D.MENTAL_HEALTH,
        _C.MENTAL_HEALTH,
    )
    EATING_DISORDER = "eating_disorder", "Eating disorder", _D.MENTAL_HEALTH, _C.MENTAL_HEALTH
    OTHER_MENTAL_HEALTH = (
        "other_mental_health",
        "Another mental health problem",
        _D.MENTAL_HEALTH,
        _C.MENTAL_HEALTH,
    )
    UNDIAGNOSED_CONCERN = (
        "undiagnosed_concern",
        "Mental health concern without a diagnosis",
        _D.MENTAL_HEALTH,
        _C.MENTAL_HEALTH,
    )
    SUICIDAL_THOUGHTS = "suicidal_thoughts", "Thoughts of suicide", _D.SELF_HARM, _C.MENTAL_HEALTH
    SUICIDE_PLAN = "suicide_plan", "Plan for suicide", _D.SELF_HARM, _C.MENTAL_HEALTH
    RECENT_SELF_HARM = "recent_self_harm", "Recent self-harm", _D.SELF_HARM, _C.MENTAL_HEALTH
    PAST_SELF_HARM = "past_self_harm", "Self-harm in the past", _D.SELF_HARM, _C.MENTAL_HEALTH
    HOPELESSNESS = "hopelessness", "Hopelessness", _D.SELF_HARM, _C.MENTAL_HEALTH
    LEARNING_DISABILITY = (
        "learning_disability",
        "Learning disability",
        _D.NEURODEVELOPMENTAL,
        _C.EDUCATIONAL,
    )
    LEARNING_DIFFICULTY = (
        "learning_difficulty",
        "Learning difficulty",
        _D.NEURODEVELOPMENTAL,
        _C.EDUCATIONAL,
    )
    AUTISM = "autism", "Autism", _D.NEURODEVELOPMENTAL, _C.EDUCATIONAL
    ADHD = "adhd", "ADHD", _D.NEURODEVELOPMENTAL, _C.BEHAVIOURAL
    BRAIN_INJURY = (
        "brain_injury",
        "Acquired brain injury",
        _D.NEURODEVELOPMENTAL,
        _C.PHYSICAL_HEALTH,
    )
    SPEECH_AND_LANGUAGE = (
        "speech_and_language",
        "Speech, language and communication",
        _D.NEURODEVELOPMENTAL,
        _C.EDUCATIONAL,
    )
    DEMENTIA = "dementia", "Dementia", _D.NEURODEVELOPMENTAL, _C.MENTAL_HEALTH
    ALCOHOL = "alcohol", "Alcohol", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    OPIOIDS = "opioids", "Opioids", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    CRACK_OR_COCAINE = "crack_or_cocaine", "Crack or cocaine", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    CANNABIS = "cannabis", "Cannabis", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    STIMULANTS = "stimulants", "Other stimulants", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    SYNTHETIC_CANNABINOIDS = (
        "synthetic_cannabinoids",
        "Synthetic cannabinoids",
        _D.SUBSTANCES,
        _C.SUBSTANCE_MISUSE,
    )
    PRESCRIPTION_DRUGS = (
        "prescription_drugs",
        "Prescription drugs",
        _D.SUBSTANCES,
        _C.SUBSTANCE_MISUSE,
    )
    INJECTING = "injecting", "Injecting", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    WITHDRAWAL_RISK = "withdrawal_risk", "Risk of withdrawal", _D.SUBSTANCES, _C.SUBSTANCE_MISUSE
    GAMBLING = "gambling", "Gambling", _D.SUBSTANCES, _C.BEHAVIOURAL
    LONG_TERM_CONDITION = (
        "long_term_condition",
        "Long-term condition",
        _D.PHYSICAL_HEALTH,
        _C.PHYSICAL_HEALTH,
    )
    INJURY = "injury", "Injury", _D.PHYSICAL_HEALTH, _C.PHYSICAL_HEALTH
    PREGNANCY = "pregnancy", "Pregnancy", _D.PHYSICAL_HEALTH, _C.PHYSICAL_HEALTH
    PAIN = "pain", "Pain", _D.PHYSICAL_HEALTH, _C.PHYSICAL_HEALTH
    MOBILITY = "mobility", "Mobility", _D.PHYSICAL_HEALTH, _C.PHYSICAL_HEALTH
    SENSORY = "sensory", "Sight or hearing", _D.PHYSICAL_HEALTH, _C.PHYSICAL_HEALTH
    INFECTION = "infection", "Infection", _D.PHYSICAL_HEALTH, _C.PHYSICAL_HEALTH
    MEDICINE_GAP = (
        "medicine_gap",
        "Missed or missing medicine",
        _D.PHYSICAL_HEALTH,
        _C.PHYSICAL_HEALTH,
    )
    DOMESTIC_ABUSE_VICTIM = (
        "domestic_abuse_victim",
        "Domestic abuse, as victim",
        _D.ABUSE,
        _C.SAFEGUARDING,
    )
    DOMESTIC_ABUSE_PERPETRATOR = (
        "domestic_abuse_perpetrator",
        "Domestic abuse, as perpetrator",
        _D.ABUSE,
        _C.SAFEGUARDING,
    )
    SEXUAL_VIOLENCE = "sexual_violence", "Sexual violence", _D.ABUSE, _C.SAFEGUARDING
    TRAFFICKING = "trafficking", "Trafficking or modern slavery", _D.ABUSE, _C.SAFEGUARDING
    COUNTY_LINES = "county_lines", "County lines", _D.ABUSE, _C.SAFEGUARDING
    RADICALISATION = "radicalisation", "Radicalisation concern", _D.ABUSE, _C.SAFEGUARDING
    ACCOMMODATION = "accommodation", "Accommodation", _D.SOCIAL, _C.OTHER
    DEBT = "debt", "Debt", _D.SOCIAL, _C.OTHER
    BENEFITS = "benefits", "Benefits", _D.SOCIAL, _C.OTHER
    EMPLOYMENT = "employment", "Employment", _D.SOCIAL, _C.OTHER
    EDUCATION = "education", "Education or training", _D.SOCIAL, _C.EDUCATIONAL
    ISOLATION = "isolation", "Isolation", _D.SOCIAL, _C.RELATIONSHIPS
    RELATIONSHIPS = "relationships", "Relationships", _D.SOCIAL, _C.RELATIONSHIPS
    BEREAVEMENT = "bereavement", "Bereavement", _D.SOCIAL, _C.RELATIONSHIPS
    CARING = "caring", "Caring for someone", _D.SOCIAL, _C.RELATIONSHIPS
    PARENTING = "parenting", "Parenting", _D.SOCIAL, _C.RELATIONSHIPS
    IMMIGRATION = "immigration", "Immigration", _D.SOCIAL, _C.OTHER
    SAFEGUARDING_ADULT = (
        "safeguarding_adult",
        "Safeguarding, adult",
        _D.SAFEGUARDING,
        _C.SAFEGUARDING,
    )
    SAFEGUARDING_CHILD = (
        "safeguarding_child",
        "Safeguarding, child",
        _D.SAFEGUARDING,
        _C.SAFEGUARDING,
    )
    SAFEGUARDING_DEPENDANT = (
        "safeguarding_dependant",
        "Safeguarding, child or other dependant of the person",
        _D.SAFEGUARDING,
        _C.SAFEGUARDING,
    )
    BEHAVIOUR = "behaviour", "Behaviour", _D.UNDER_18, _C.BEHAVIOURAL
    SCHOOL_EXCLUSION = "school_exclusion", "Exclusion from school", _D.UNDER_18, _C.EDUCATIONAL
    LOOKED_AFTER = "looked_after", "Looked after, now or before", _D.UNDER_18, _C.SAFEGUARDING
    MISSING_EPISODES = "missing_episodes", "Going missing", _D.UNDER_18, _C.SAFEGUARDING
    PEER_GROUP = "peer_group", "Peer group", _D.UNDER_18, _C.RELATIONSHIPS
    VETERAN = "veteran", "Veteran of the armed forces", _D.OTHER, _C.OTHER
    OLDER_PERSON = "older_person", "Needs of an older person", _D.OTHER, _C.OTHER
    FAITH_OR_CULTURE = "faith_or_culture", "Faith or cultural need", _D.OTHER, _C.OTHER


def categories_of(needs: Iterable[NeedType]) -> frozenset[NeedCategory]:
    """The categories these needs are counted under, each once; none at all is a category too.

    Only for people who were screened: somebody nobody asked is unknown, not "none".
    """
    return frozenset(need.category for need in needs) or frozenset({NeedCategory.NONE})
