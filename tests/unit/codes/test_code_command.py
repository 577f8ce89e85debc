"""`code check` answers by its exit status, in words for people and in JSON for programs."""

import argparse
import json
import subprocess
import sys

import pytest

from throughcare.web.commands import code


def asked(*words: str, ask: str = "check") -> int:
    parser = argparse.ArgumentParser()
    code.add(parser.add_subparsers())
    args = parser.parse_args(["code", ask, *words])
    status: int = args.run(args)
    return status


def test_a_well_formed_number_is_shown_as_people_read_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked("nhs-number", "9990000018") == 0
    assert capsys.readouterr() == ("999 000 0018\n", "")


def test_a_wrong_number_gets_its_reason_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked("nhs-number", "9990000019") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "last digit" in err


@pytest.mark.parametrize(
    ("value", "status", "canonical"), [("79/163001B", 0, "1979/0163001B"), ("79/163001C", 1, None)]
)
def test_json_has_five_keys_and_nothing_else_is_printed(
    capsys: pytest.CaptureFixture[str], value: str, status: int, canonical: str | None
) -> None:
    assert asked("pnc", value, "--json") == status
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert list(answer) == ["kind", "given", "valid", "canonical", "reason"]
    assert (answer["kind"], answer["given"]) == ("pnc", value)
    assert (answer["valid"], answer["canonical"]) == (status == 0, canonical)
    assert (answer["reason"] == "") is (status == 0)
    assert err == ""


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("nhs-number", "9990000018", "999 000 0018"),
        ("asn", "1101ZD0100000448754K", "11/01ZD/01/448754K"),
        ("postcode", "zz993vz", "ZZ99 3VZ"),
        ("ethnicity", "A", "White British"),
        ("ethnicity-hmpps", "w3", "White: Gypsy or Irish Traveller"),
    ],
)
def test_a_code_is_formatted_as_people_read_it(
    capsys: pytest.CaptureFixture[str], kind: str, value: str, shown: str
) -> None:
    assert asked(kind, value, ask="format") == 0
    assert capsys.readouterr().out == f"{shown}\n"
    assert asked(kind, value, "--json", ask="format") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["kind", "given", "valid", "canonical", "reason", "formatted"]
    assert answer["formatted"] == shown


def test_what_is_not_well_formed_is_not_formatted(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("postcode", "nowhere", "--json", ask="format") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["valid"], answer["formatted"]) == (False, None)


def test_made_up_numbers_are_accepted_only_when_asked_for() -> None:
    assert asked("crn", "SYN-X000001") == 1
    assert asked("crn", "SYN-X000001", "--synthetic") == 0


def test_an_unknown_kind_is_wrong_use_and_names_the_kinds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked("shoe-size", "9", "--json") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "nhs-number" in err


def test_a_missing_value_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as refused:
        asked("pnc")
    assert refused.value.code == 2


def test_the_command_loads_neither_django_nor_a_database_driver() -> None:
    program = (
        "import sys, throughcare.web.commands.code\n"
        "print(*({'django', 'psycopg', 'yaml', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b""
