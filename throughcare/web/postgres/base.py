"""The engine's one difference: a connection to the server of our own starts that server first."""

from typing import Any

from django.db.backends.postgresql import base

from throughcare.web import database


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it; the settings start no server, the first query does."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new connection, to a server that runs."""
        if database.is_local():
            database.local_server().hold()
        return super().get_new_connection(conn_params)
