"""References that stand for a record without naming anybody, and that only the service can make."""

import hmac
from hashlib import sha256
from uuid import UUID

# No I, L, O or U: a reference is read aloud and typed.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def reference(key: bytes, organisation_id: UUID, kind: str, record_id: UUID) -> str:
    """A short reference such as `L-7F3K2QXM`: the same each time, and different per organisation.

    `kind` is one letter for the kind of record. Without the key nobody can go back to the id.
    """
    said = f"{organisation_id}/{kind}/{record_id}".encode()
    number = int.from_bytes(hmac.new(key, said, sha256).digest()[:5], "big")
    letters = [_LETTERS[(number >> (5 * place)) & 31] for place in reversed(range(LENGTH))]
    return f"{kind}-{''.join(letters)}"
