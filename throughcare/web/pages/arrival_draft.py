"""What has been typed of an arrival so far, kept sealed in the session until it is recorded.

Nothing of it is a record yet. The session is stored in the database, so its text is sealed.
"""

import json
from uuid import UUID, uuid4

from django.http import QueryDict

from throughcare.access.sealed import CannotOpen, seal, unseal
from throughcare.web.door import Request

KEY, TABLE, COLUMN = "arrival", "django_session", "arrival"


class Draft:
    """The steps of one arrival, each as it was sent."""

    def __init__(self, request: Request) -> None:
        self._session = request.session
        self._steps: dict[str, str] = {}
        kept = request.session.get(KEY)
        if kept:
            try:
                opened = unseal(kept["text"], table=TABLE, column=COLUMN, row=UUID(kept["id"]))
            except CannotOpen:
                self.forget()
            else:
                self._steps = json.loads(opened)

    def get(self, step: str) -> QueryDict | None:
        """What was sent in a step, under a fresh key, or nothing when it was not done yet."""
        if step not in self._steps:
            return None
        sent = QueryDict(self._steps[step], mutable=True)
        sent["form_key"] = str(uuid4())
        return sent

    def keep(self, step: str, sent: QueryDict) -> None:
        """Keep what was sent in a step."""
        said = sent.copy()
        for technical in ("csrfmiddlewaretoken", "form_key"):
            said.pop(technical, None)
        self._steps[step] = said.urlencode()
        self._save()

    def drop(self, step: str) -> None:
        """Forget one step, because an earlier one has changed."""
        if self._steps.pop(step, None) is not None:
            self._save()

    def forget(self) -> None:
        """The arrival is recorded, or given up."""
        self._session.pop(KEY, None)

    def _save(self) -> None:
        row = uuid4()
        text = seal(json.dumps(self._steps), table=TABLE, column=COLUMN, row=row)
        self._session[KEY] = {"id": str(row), "text": text}
