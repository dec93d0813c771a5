import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from django.utils import translation

from enishi.doors.jobs import cli


@pytest.mark.parametrize("verbs", [cli.VERBS, cli.REBUILD, cli.EVALUATE], ids=["", "r", "e"])
def test_every_verb_has_a_command_with_help(verbs):
    group = cli.Verbs(verbs, "enishi", "about")
    for verb in verbs:
        result = CliRunner().invoke(group, [verb, "--help"])
        assert result.exit_code == 0, result.output
        assert "Usage" in result.output


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "家を点検し、悪いところと直し方を伝えます。"), ("en", "Look the house over")],
)
def test_help_speaks_the_language_of_the_terminal(language, words):
    with translation.override(language):
        output = CliRunner().invoke(cli.Verbs(cli.VERBS, "enishi", "about"), ["--help"]).output
    assert words in output


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_language_of_the_terminal(monkeypatch, variables, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cli.terminal_language() == language


def test_a_bad_setting_ends_the_start_with_a_sentence(tmp_path):
    environment = {name: value for name, value in os.environ.items() if "ENISHI" not in name}
    environment |= {
        "ENISHI_DATA": str(tmp_path),
        "ENISHI_ORIGIN": "nowhere",
        "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
    }
    result = subprocess.run(
        [sys.executable, "-m", "enishi", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert result.stderr.startswith("ENISHI_ORIGIN: write an address")
    assert "Traceback" not in result.stderr
