"""The check letter that police and court numbers share, and the letter that marks a made-up one."""

# The letters I, O and S are left out of the table because they are easily taken for 1, 0 and 5.
# Source: ministryofjustice hmpps-person-record (PNC, CRO) and bichard7-next-core (ASN).
CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

# A real number never ends in S, so nothing that ends in S can belong to a person.
SYNTHETIC_LETTER = "S"

WRONG_LETTER = "The last letter does not agree with the digits, so something was mistyped."
MADE_UP = "This is a made-up number for practice data, which is not accepted here."


def check_letter(digits: str) -> str:
    """The letter that belongs to these digits: the remainder after dividing by 23, looked up."""
    return CHECK_LETTERS[int(digits) % len(CHECK_LETTERS)]


def judge(letter: str, expected: str, *, synthetic: bool) -> tuple[str, bool]:
    """Why the letter is not accepted (empty if it is), and whether it marks a made-up number."""
    if letter == SYNTHETIC_LETTER:
        return ("" if synthetic else MADE_UP), True
    return ("" if letter == expected else WRONG_LETTER), False
