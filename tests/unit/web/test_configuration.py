"""A demonstration and a real service are two configurations, and neither can be the other."""

from pathlib import Path

import pytest

from throughcare.web import configuration

REAL = "postgresql://service@db.example/records"
DEMO = "postgresql://service@db.example/throughcare_demo"


@pytest.fixture
def environment(monkeypatch):
    for name in (
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "THROUGHCARE_DEMO",
        "THROUGHCARE_HOSTS",
        "THROUGHCARE_SECRET_KEY",
        "THROUGHCARE_KEYS",
    ):
        monkeypatch.delenv(name, raising=False)

    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return put


def test_without_a_database_address_this_is_the_demonstration(environment):
    assert configuration.is_demonstration()
    assert configuration.databases()["default"]["NAME"] == configuration.DEMO_DATABASE


def test_with_a_database_address_this_is_a_real_service(environment):
    environment(DATABASE_URL=REAL)
    assert not configuration.is_demonstration()
    assert configuration.databases()["default"]["NAME"] == "records"


def test_a_demonstration_elsewhere_has_a_database_of_its_own(environment):
    environment(DATABASE_URL=REAL, THROUGHCARE_DEMO="1")
    assert configuration.databases()["default"]["NAME"] == configuration.DEMO_DATABASE


def test_a_real_service_refuses_the_database_of_the_demonstration(environment):
    environment(DATABASE_URL=DEMO)
    with pytest.raises(configuration.WrongConfiguration, match="demonstration"):
        configuration.databases()


def test_a_demonstration_refuses_to_answer_beyond_this_machine(environment):
    environment(THROUGHCARE_HOSTS="throughcare.example")
    with pytest.raises(configuration.WrongConfiguration, match="anybody can sign in"):
        configuration.hosts()


@pytest.mark.parametrize("made", ["hosts", "secret_key", "sealing_keys"])
def test_a_real_service_says_what_it_lacks(environment, made):
    environment(DATABASE_URL=REAL)
    with pytest.raises(configuration.WrongConfiguration, match=r"^Set THROUGHCARE_"):
        getattr(configuration, made)()


def test_a_real_service_takes_its_secrets_from_the_environment(environment):
    environment(
        DATABASE_URL=REAL,
        THROUGHCARE_HOSTS="a.example, b.example",
        THROUGHCARE_SECRET_KEY="long",
        THROUGHCARE_KEYS="new:abc=,old:def=",
    )
    assert configuration.hosts() == ["a.example", "b.example"]
    assert configuration.secret_key() == "long"
    assert configuration.sealing_keys() == {"new": "abc=", "old": "def="}


def test_a_demonstration_keeps_the_secrets_that_it_made(environment, tmp_path):
    environment(THROUGHCARE_DATA=str(tmp_path))
    assert configuration.secret_key() == configuration.secret_key()
    assert configuration.sealing_keys() == configuration.sealing_keys()
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_the_words_of_plug_in_instruments_come_from_a_folder_that_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("THROUGHCARE_WORDINGS", raising=False)
    assert configuration.wordings() is None
    monkeypatch.setenv("THROUGHCARE_WORDINGS", str(tmp_path))
    assert configuration.wordings() == tmp_path
    monkeypatch.setenv("THROUGHCARE_WORDINGS", str(tmp_path / "gone"))
    with pytest.raises(configuration.WrongConfiguration, match="which is no folder"):
        configuration.wordings()
