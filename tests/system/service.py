"""A service to walk through: a database of its own, a world in it, and a server on loopback."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.db import connection, connections

from throughcare.web import database
from throughcare.web.wsgi import application


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """A test prints what is wrong, not what was asked."""


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def _application_that_closes(environ: dict, start_response: object) -> object:
    # Whole at once: what is left half read by a browser that moved on is tidied up by any thread,
    # which would then close the connections of its own request.
    try:
        with closing(application(environ, start_response)) as answer:
            return list(answer)
    finally:
        connections.close_all()


@contextmanager
def own_database(template: str) -> Iterator[str]:
    """A database that is kept between tests of one journey and thrown away after."""
    name = f"test_system_{os.getpid()}"
    before = connection.settings_dict["NAME"]
    connections.close_all()
    database.copy(template, name)
    _use(name)
    try:
        yield name
    finally:
        connections.close_all()
        _use(before)
        database.drop(name)


def _use(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def served() -> Iterator[str]:
    """The pages on a free port of this machine; yields their address."""
    server = make_server(
        "127.0.0.1", 0, _application_that_closes, server_class=_Threads, handler_class=_Quiet
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
