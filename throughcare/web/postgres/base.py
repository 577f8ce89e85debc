"""What differs from Django's own engine: our own server is started, and moments are read fast."""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql import base
from psycopg.types.datetime import TimestamptzLoader

from throughcare.web import database


class MomentLoader(TimestamptzLoader):
    """Reads a moment as Python itself does; Django's way took as long as the rest of a row."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        """A moment with its time zone, which is UTC on every connection of the service."""
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:  # a year that Python does not know, for which the driver has words
            return super().load(data)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it; the settings start no server, the first query does."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new connection, to a server that runs."""
        if database.is_local():
            database.local_server().hold()
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_loader("timestamptz", MomentLoader)
        return connection
