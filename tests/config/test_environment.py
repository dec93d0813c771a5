from pathlib import Path

import pytest

from enishi.config.databases import database
from enishi.config.environment import BadEnvironment, read_environment
from enishi.config.secret import house_secret


def test_defaults_need_nothing(tmp_path):
    environment = read_environment({"ENISHI_DATA": str(tmp_path), "HOME": "elsewhere"})

    assert environment.data == tmp_path
    assert environment.debug is False
    assert environment.is_secure is False


def test_values_are_typed():
    environment = read_environment(
        {
            "ENISHI_HOSTS": "enishi.example, www.enishi.example",
            "ENISHI_DEBUG": "yes",
            "ENISHI_PROXIES": "1",
            "ENISHI_ORIGIN": "https://enishi.example",
        }
    )

    assert environment.hosts == ("enishi.example", "www.enishi.example")
    assert environment.debug is True
    assert environment.proxies == 1
    assert environment.is_secure is True


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ENISHI_DEBUG", "perhaps", "write yes or no"),
        ("ENISHI_PROXIES", "-1", "write a whole number"),
        ("ENISHI_ORIGIN", "enishi.example", "write an address"),
        ("ENISHI_LANGUAGE", "fr", "write ja or en"),
        ("ENISHI_DATABASE_URL", "mysql://x", "write sqlite"),
        ("ENISHI_MAIL_URL", "pigeon:", "write console:"),
        ("ENISHI_HOSTS", " , ", "name at least one"),
        ("ENISHI_DATABSE_URL", "x", "there is no such setting"),
    ],
)
def test_a_bad_value_is_a_sentence_that_names_the_setting(name, value, sentence):
    with pytest.raises(BadEnvironment) as refusal:
        read_environment({name: value})
    assert str(refusal.value).startswith(name)
    assert sentence in str(refusal.value)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = house_secret(tmp_path / "data")

    assert house_secret(tmp_path / "data") == first
    assert len(first) >= 50
    assert (tmp_path / "data/secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret"]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///house.sqlite3", "house.sqlite3"),
        ("sqlite:////srv/h.sqlite3", "/srv/h.sqlite3"),
    ],
)
def test_sqlite_addresses(url, path):
    assert database(url, Path("data"))["NAME"] == Path(path)


def test_postgres_address():
    settings = database(
        "postgresql://a%40b:p%2Fw@db.example:5433/house?sslmode=require", Path()
    )

    assert (settings["USER"], settings["PASSWORD"]) == ("a@b", "p/w")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "db.example",
        "5433",
        "house",
    )
    assert settings["OPTIONS"]["sslmode"] == "require"
