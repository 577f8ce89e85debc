"""What waits for whoever runs a place to agree that a team covers it, and agreeing for them."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughcare.pathway.queries import CoverSaid, KnownPlace

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

AGREE = "enter that whoever runs a place agrees, where they have no manager here"


def add(subparsers: "Subparsers") -> None:
    """Add `cover list` and `cover agree` to the command line."""
    command = subparsers.add_parser("cover", help="who asks to cover a place that others run")
    kinds = command.add_subparsers(dest="what", required=True, metavar="WHAT")
    kinds.add_parser("list", help="what waits for an answer").set_defaults(run=show)
    agree = kinds.add_parser("agree", help=AGREE)
    agree.add_argument("place", metavar="PLACE", help="short code of the place, such as amb-c1")
    agree.add_argument("team", metavar="TEAM", help="name of the team, as `cover list` shows it")
    agree.set_defaults(run=run)


def show(args: argparse.Namespace) -> int:
    """Print what waits, the oldest first; exit status 0."""
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    waiting = _waiting()
    for place, cover in waiting:
        print(f"{place.code}  {cover.team}")
        print(f"  {_days(cover)}, asked by {cover.said_by} of {cover.organisation}")
        print(f"  waits for {place.organisation}, which runs {place.name}")
    if not waiting:
        print("Nothing waits for an answer.")
    return 0


def run(args: argparse.Namespace) -> int:
    """Exit status 0 when it is agreed, 1 when nothing waits or it is refused."""
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    from throughcare.access.rules import INSTALLATION, Refused
    from throughcare.pathway.actions import agree_to_cover
    from throughcare.web import clock

    meant = [
        (place, cover)
        for place, cover in _waiting()
        if place.code == args.place and cover.team.casefold() == args.team.casefold()
    ]
    if not meant:
        print("Nothing waits for this place and team. `throughcare cover list` shows what does.")
        return 1
    for place, cover in meant:
        try:
            agree_to_cover(by=INSTALLATION, at=clock.now(), cover_id=cover.cover_id)
        except Refused as refused:
            print(*refused.reasons)
            return 1
        print(f"Agreed: {cover.team} covers {place.name}, {_days(cover)}, and not before today.")
    return 0


def _waiting() -> "list[tuple[KnownPlace, CoverSaid]]":
    from throughcare.access.actions.acting import viewing
    from throughcare.access.rules import INSTALLATION
    from throughcare.pathway.queries import cover_waiting
    from throughcare.web import clock

    with viewing(INSTALLATION, clock.now(), channel="command"):
        return cover_waiting(INSTALLATION, on=clock.today())


def _days(cover: "CoverSaid") -> str:
    from throughcare.web.words import day

    since, last = cover.covering.starts_on, cover.covering.ends_on
    return f"from {day(since) if since else 'now'}" + (f" until {day(last)}" if last else "")
