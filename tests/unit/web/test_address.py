"""Where the database is, as the environment says."""

import pytest

from throughcare.web import address, database


@pytest.fixture(autouse=True)
def _nothing_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("THROUGHCARE_DATA", str(tmp_path_factory.mktemp("data")))


def test_without_an_address_the_service_signs_in_to_our_own_server_as_the_lesser_role() -> None:
    assert database.is_local()
    assert database.django_databases()["USER"] == "throughcare_app"


def test_telling_django_where_the_database_is_starts_nothing() -> None:
    database.django_databases()
    assert not database.local_server().is_running()


def test_with_one_address_the_service_takes_on_the_lesser_role(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://boss:s%20p@db.example:5433/records?sslmode=require"
    )
    service = database.django_databases()
    assert (service["USER"], service["PASSWORD"], service["HOST"], service["PORT"]) == (
        "boss", "s p", "db.example", "5433",
    )  # fmt: skip
    assert service["OPTIONS"] == address.PREPARED | {
        "sslmode": "require",
        "options": "-c role=throughcare_app",
    }
    assert "role=throughcare_owner" in database.owner_connection_settings()["OPTIONS"]["options"]


def test_with_two_addresses_only_migrations_use_the_owners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://service@db.example/records")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://boss@db.example/records")
    assert database.django_databases()["USER"] == "service"
    assert database.owner_connection_settings()["USER"] == "boss"
    assert database.url() == "postgresql://boss@/records?host=db.example"


def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql and so on")
    with pytest.raises(database.UnfitDatabase, match="DATABASE_URL is not a PostgreSQL address"):
        database.django_databases()


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss@127.0.0.1:1/records")
    with pytest.raises(database.UnfitDatabase, match="cannot connect"):
        database.prepare()


def test_only_a_database_of_the_tests_may_be_dropped() -> None:
    with pytest.raises(database.UnfitDatabase, match="only a database of the tests"):
        database.drop("throughcare")
