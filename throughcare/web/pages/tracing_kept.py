"""What the national register said a moment ago, sealed in the session until somebody decides.

It becomes a record only when somebody accepts it. The session is stored in the database, so its
text is sealed.
"""

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from throughcare.access.rules import Sight
from throughcare.access.sealed import CannotOpen, seal, unseal
from throughcare.people.pds import Told
from throughcare.people.rules.tracing import Registered, Sensitivity
from throughcare.web.door import Request

KEY, TABLE, COLUMN = "trace", "django_session", "trace"
LASTS = timedelta(minutes=15)


def keep(request: Request, sight: Sight, told: Told) -> None:
    """Keep what the register said of this person."""
    row = uuid4()
    text = json.dumps(
        {"person": str(sight.person_id), "at": request.at.isoformat(), "told": asdict(told)}
    )
    sealed = seal(text, table=TABLE, column=COLUMN, row=row)
    request.session[KEY] = {"id": str(row), "text": sealed}


def kept(request: Request, sight: Sight) -> Told | None:
    """What the register said of this person, if it was asked in this session a moment ago."""
    sealed = request.session.get(KEY)
    if not sealed:
        return None
    try:
        opened = unseal(sealed["text"], table=TABLE, column=COLUMN, row=UUID(sealed["id"]))
    except CannotOpen:
        return None
    said = json.loads(opened)
    late = request.at - datetime.fromisoformat(said["at"]) > LASTS
    if late or said["person"] != str(sight.person_id):
        return None
    told = said["told"]
    found = Registered(**told["found"]) if told["found"] else None
    if found:
        found = replace(found, sensitivity=Sensitivity(found.sensitivity))
    lists = {name: tuple(told[name]) for name in ("steps", "differences")}
    return Told(**{**told, **lists, "found": found})


def forget(request: Request) -> None:
    """It was accepted."""
    request.session.pop(KEY, None)
