"""Sensitive free text, encrypted in the application and bound to its table, column and row.

AES-256-GCM; the associated data names the place, so a ciphertext copied to another row or column
does not open. The key is outside the database (`THROUGHCARE_KEYS`); each value names the key that
sealed it, so that keys can be changed.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

VERSION = "1"
NONCE_BYTES = 12


class CannotOpen(Exception):
    """A sealed value does not open here: wrong key, changed, or moved from its place."""


def _place(table: str, column: str, row: UUID) -> bytes:
    return f"{table}.{column}.{row}".encode()


def seal(text: str, *, table: str, column: str, row: UUID) -> str:
    """Encrypt text for one place; the newest key is used."""
    key_id, key = next(iter(settings.SEALING_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    box = AESGCM(urlsafe_b64decode(key)).encrypt(nonce, text.encode(), _place(table, column, row))
    return f"{VERSION}.{key_id}.{urlsafe_b64encode(nonce + box).decode()}"


def unseal(sealed: str, *, table: str, column: str, row: UUID) -> str:
    """Decrypt text at its place; raises `CannotOpen`."""
    version, key_id, body = sealed.split(".", 2)
    key = settings.SEALING_KEYS.get(key_id)
    if version != VERSION or key is None:
        raise CannotOpen(f"{table}.{column}: no key {key_id}")
    raw = urlsafe_b64decode(body)
    try:
        opened = AESGCM(urlsafe_b64decode(key)).decrypt(
            raw[:NONCE_BYTES], raw[NONCE_BYTES:], _place(table, column, row)
        )
    except InvalidTag as wrong:
        raise CannotOpen(f"{table}.{column}: changed or moved") from wrong
    return opened.decode()


class _Opened:
    """Opens the sealed value when it is read, with the row's own id."""

    def __init__(self, field: "SealedText") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        value = row.__dict__.get(self.field.attname)
        if isinstance(value, _Sealed):
            place = {"table": row._meta.db_table, "column": self.field.column, "row": row.pk}
            value = row.__dict__[self.field.attname] = unseal(value, **place)
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class _Sealed(str):
    """Text as the database holds it, not yet opened."""

    __slots__ = ()


class SealedText(models.TextField):
    """A text field whose column holds ciphertext. Not searchable, not sortable. '' stays ''."""

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Mark what came from the database as still sealed."""
        return _Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal on the way in, for the row that the value belongs to."""
        value = model_instance.__dict__.get(self.attname)
        if not value or isinstance(value, _Sealed):
            return value
        table, row = model_instance._meta.db_table, model_instance.pk
        return seal(value, table=table, column=str(self.column), row=row)
