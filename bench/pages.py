"""How long a page takes on the server, and how many questions it asks of the database."""

from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.county import SUITE, County

WARM_UP, TIMES = 20, 200
MARKS = ("SAVEPOINT", "RELEASE", "SET TRANSACTION", "BEGIN", "COMMIT", "ROLLBACK")


@dataclass(frozen=True)
class Timed:
    """Times of one page in milliseconds, and its number of queries."""

    p50: float
    p95: float
    cpu: float
    queries: int
    bytes: int


def time_of(ask, times: int = TIMES) -> Timed:
    """Call something often and say how long it takes; `ask` gives the size of its answer."""
    for _ in range(min(WARM_UP, times)):
        ask()
    said: list[str] = []

    def counting(execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith(MARKS):
            said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        size = ask()
    took = []
    cpu = process_time()
    for _ in range(times):
        start = perf_counter()
        ask()
        took.append((perf_counter() - start) * 1000)
    cpu = (process_time() - cpu) / times * 1000
    return Timed(median(took), quantiles(took, n=20)[-1], cpu, len(said), size)


def yardstick() -> tuple[float, float]:
    """Processor and wall seconds of ten million additions: how much of a core there is for us."""
    wall, cpu, total = perf_counter(), process_time(), 0
    for number in range(10_000_000):
        total += number
    return process_time() - cpu, perf_counter() - wall


def client_of(county: County, first: str) -> Client:
    """A browser in which somebody is signed in."""
    from django.contrib.auth import get_user_model

    client = Client()
    worker = get_user_model().objects.get(pk=county.viewers[first].worker_id)
    client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")
    return client


def page(client: Client, address: str):
    """Something to time: ask for a page, and insist that it answers."""

    def ask() -> int:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return len(answer.content)

    return ask


def measure(county: County, people: list) -> dict[str, Timed]:
    """The custody board for both sides of it, and a person's record."""
    dana, amara = client_of(county, "dana"), client_of(county, "amara")
    board = reverse("board", args=[SUITE])
    addresses = {
        "custody board, practitioner": (amara, board),
        "custody board, custody officer": (dana, board),
        "person record, practitioner": (amara, reverse("record", args=[people[0]])),
        "person journey, practitioner": (amara, reverse("journey", args=[people[0]])),
    }
    return {what: time_of(page(*where)) for what, where in addresses.items()}
