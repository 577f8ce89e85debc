"""Serves the pages on this machine, in as many processes as it has cores."""

import argparse
import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

ADDRESS = "127.0.0.1:8000"


def add(subparsers: "Subparsers") -> None:
    """Add `serve` to the command line."""
    serve = subparsers.add_parser("serve", help="serve the pages")
    serve.add_argument(
        "--bind", default=ADDRESS, metavar="HOST:PORT", help=f"where to listen ({ADDRESS})"
    )
    serve.add_argument("--workers", type=int, default=os.cpu_count() or 2, help="processes")
    serve.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    listen(args.bind, args.workers)
    return 0


def settle() -> None:
    """Load what pages need, and have the collector of rubbish leave it alone from then on.

    To look through all of it made somebody wait a tenth of a second every few dozen requests.
    """
    from django.urls import get_resolver

    from throughcare.clocks.limits import published
    from throughcare.screening.instrument import instruments

    list(get_resolver().url_patterns)
    published()
    instruments()
    gc.collect()
    gc.freeze()


def listen(bind: str, workers: int) -> None:
    """Answer on `bind` with this many processes."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from throughcare.web.wsgi import application

    settle()
    # The processes that answer are forked from this one: each needs a connection of its own.
    connections.close_all()

    class Server(BaseApplication):
        """Gunicorn, told what to do here rather than on its own command line."""

        def load_config(self) -> None:
            """One process a core, each answering one request at a time."""
            self.cfg.set("bind", bind)
            self.cfg.set("workers", workers)
            self.cfg.set("worker_tmp_dir", None)
            self.cfg.set("loglevel", "warning")

        def load(self) -> object:
            """What is served."""
            return application

    Server().run()
