"""Commands that answer in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.text.language import LANGUAGES


def _run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_says_what_python_says(small, small_folder, language):
    done = _run("why", "Salo", "Stora städer", small_folder, "--lang", language)
    assert (done.exit_code, done.stdout) == (
        0,
        f"{kv.explain(small, '734', 'suuret-kaupungit', language=language)}\n",
    )


def test_why_refuses_an_unknown_name_in_the_language():
    done = _run("why", "Saloo", "suuret-kaupungit", "--lang", "sv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Det finns ingen medlem Saloo. Närmast: 734 Salo")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "fi"], "Tieto JÄSEN puuttuu."),
        (["Salo", "--lang", "sv"], "Uppgiften NÄTVERK saknas."),
        (["--lang", "en"], "MEMBER is missing."),
    ],
)
def test_why_asks_for_what_is_missing(arguments, said):
    done = _run("why", *arguments)
    assert (done.exit_code, done.stdout, done.stderr.splitlines()[0]) == (2, "", said)
