"""Commands that keep the tables up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from tests.statistics_files import wide_csv


@pytest.fixture
def folder(small_folder, tmp_path) -> Path:
    """Return a copy of the small dataset."""
    return Path(shutil.copytree(small_folder, tmp_path / "tables"))


def _run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_difference_is_shown_and_nothing_written(small, folder, tmp_path):
    (tmp_path / "a.csv").write_text(wide_csv(small).replace("50870", "50871"), encoding="utf-8")
    before = _contents(folder)
    done = _run("update-population", tmp_path / "a.csv", "--data", folder, "--source", "sf-11re", "--lang", "sv")
    lines = done.stdout.splitlines()
    assert (done.exit_code, lines[0]) == (
        0,
        "+ populations: 020 Ackas, 2025-12-31: population = 16487; source_id = sf-11re",
    )
    changed = "population: 50870 → 50871; source_id: sf-kunta-vaki2024 → sf-11re"
    assert f"~ populations: 734 Salo, 2024-12-31: {changed}" in lines
    assert lines[-1] == "Ingenting skrevs. Valet --write skriver ändringarna."
    assert _contents(folder) == before


def test_a_changed_figure_without_a_source_is_refused(small, folder, tmp_path):
    (tmp_path / "a.csv").write_text(wide_csv(small).replace("50870", "50871"), encoding="utf-8")
    before = _contents(folder)
    done = _run("update-population", tmp_path / "a.csv", "--data", folder, "--write", "--lang", "fi")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Muuttuvia lukuja on 1 (734 2024-12-31: 50870 → 50871). Anna uusien lukujen lähde")
    assert _contents(folder) == before


def test_with_write_the_files_are_changed(small, folder, tmp_path):
    (tmp_path / "a.csv").write_text(wide_csv(small), encoding="utf-8")
    done = _run("update-population", tmp_path / "a.csv", "--data", folder, "--write", "--lang", "en")
    assert done.stdout.splitlines()[-1] == "Written: populations.csv."
    assert kv.population(kv.read_dataset(folder))["734"] == 50_970
    again = _run("update-population", tmp_path / "a.csv", "--data", folder, "--write", "--lang", "en")
    assert again.stdout.splitlines()[-1] == "The tables do not change."


def test_a_list_of_members_is_written(folder, tmp_path):
    (tmp_path / "lista.txt").write_text("Akaa\nNärpiö\nYlöjärvi\n", encoding="utf-8")
    asked = ("update-network", "seutukaupungit", tmp_path / "lista.txt", "--data", folder, "--source", "kl-2026")
    shown = _run(*asked, "--publisher", "Kuntaliitto", "--lang", "fi")
    lines = shown.stdout.splitlines()
    assert lines[0] == "+ sources: kl-2026: publisher = Kuntaliitto"
    assert [line.partition(": ")[2].partition(": ")[0] for line in lines[1:4]] == [
        f"seutukaupungit, {member}" for member in ("020 Akaa", "545 Närpiö", "980 Ylöjärvi")
    ]
    done = _run(*asked, "--publisher", "Kuntaliitto", "--write", "--lang", "fi")
    assert done.stdout.splitlines()[-1] == "Kirjoitettu: sources.csv, memberships.csv."
    members = kv.read_dataset(folder).memberships.query("network_id == 'seutukaupungit'")
    assert members["municipality_code"].tolist() == ["020", "434", "545", "734", "980", "992"]
    assert set(members["basis"]) == {"listed"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["update-population", "nix.csv", "--lang", "fi"], "nix.csv: lukeminen ei onnistunut"),
        (["update-population", "nix.csv", "--write", "--lang", "sv"], "--write"),
        (["update-population", "--lang", "en"], "FILE is missing."),
        (["update-network", "seutukaupungit", "nix.txt", "--lang", "en"], "The option --source is missing."),
        (["update-network", "kehtto", "nix.txt", "--source", "x", "--lang", "en"], "There is no network kehtto."),
    ],
)
def test_what_cannot_be_done_is_said(arguments, said):
    done = _run(*arguments)
    assert done.exit_code in {1, 2}
    assert done.stdout == ""
    assert done.stderr.startswith(said)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--source", "a;b", "source_id"),
        ("--published", "2026-13", "date"),
        ("--url", "javascript:alert(1)", "url"),
    ],
)
def test_what_check_would_refuse_is_not_written(folder, tmp_path, option, value, said):
    (tmp_path / "lista.txt").write_text("Närpiö\n", encoding="utf-8")
    before = _contents(folder)
    options = {"--source": "kl-2026", "--publisher": "Kuntaliitto"} | {option: value}
    given = [part for pair in options.items() for part in pair]
    done = _run("update-network", "seutukaupungit", tmp_path / "lista.txt", "--data", folder, *given, "--write")
    assert done.exit_code == 2
    assert "sources.csv:" in done.stderr
    assert (said in done.stderr, value in done.stderr) == (True, True)
    assert "Kirjoitettu" not in done.stdout
    assert _contents(folder) == before


def test_a_list_with_unknown_names_changes_nothing(folder, tmp_path):
    (tmp_path / "lista.txt").write_text("Närpiö\nAtlantis\n", encoding="utf-8")
    before = _contents(folder)
    asked = ("update-network", "seutukaupungit", tmp_path / "lista.txt", "--data", folder, "--source", "kl-verkostot")
    done = _run(*asked, "--write", "--lang", "sv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "2: Atlantis" in done.stderr
    assert _contents(folder) == before
    assert _run(*asked, "--write", "--partial", "--lang", "sv").exit_code == 0
    assert _contents(folder) != before
