from __future__ import annotations

import os
import resource
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.analysis.export import csv_files
from kuntaverkostot.cli.commands import main
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.dataset.schema import bundled_data
from kuntaverkostot.dataset.template import template_workbook
from kuntaverkostot.text.language import LANGUAGES, say

TAKEN = {
    "fi": "{there} on jo olemassa; valitse tyhjä kansio\n",
    "sv": "{there} finns redan; välj en tom mapp\n",
    "en": "{there} already exists; choose an empty folder\n",
}


OWN = {
    "fi": "{there} on taulukoiden oma kansio; valitse toinen kansio\n",
    "sv": "{there} är tabellernas egen mapp; välj en annan mapp\n",
    "en": "{there} is the folder of the tables themselves; choose another folder\n",
}


def _fix(data, folder, *options):
    return CliRunner().invoke(main, ["check", "--data", str(data), "--fix", str(folder), *options])


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("quiet", [False, True])
def test_tables_are_saved_and_their_paths_stand_beside_the_report(small, small_folder, tmp_path, quiet):
    done = _fix(small_folder, tmp_path / "new" / "fixed", *["--quiet"] * quiet)
    files = csv_files(small)
    paths = [tmp_path / "new" / "fixed" / name for name in files]
    assert done.exit_code == 0
    assert done.stderr.splitlines() == ([] if quiet else [str(path) for path in paths])
    assert [path.read_bytes() for path in paths] == list(files.values())
    assert kv.read_dataset(paths[0].parent).memberships.equals(small.memberships)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["copied", "./copied/../copied", "link"])
def test_the_folder_of_the_tables_is_not_written_into(small_folder, tmp_path, language, name):
    folder = Path(shutil.copytree(small_folder, tmp_path / "copied"))
    (tmp_path / "link").symlink_to("copied")
    there = tmp_path / name
    done = _fix(folder, there, "--lang", language)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", OWN[language].format(there=there))
    assert _files(folder) == _files(small_folder)


def test_the_folder_of_the_package_is_not_written_into():
    done = CliRunner().invoke(main, ["check", "--fix", str(bundled_data()), "--lang", "en"])
    assert (done.exit_code, done.stderr) == (2, OWN["en"].format(there=bundled_data()))


@pytest.mark.parametrize("name", table_names())
def test_no_table_is_written_beside_one_that_is_there(small_folder, tmp_path, name):
    there = tmp_path / f"{name}.csv"
    there.symlink_to("nowhere")
    done = _fix(small_folder, tmp_path)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", TAKEN["fi"].format(there=there))
    assert list(tmp_path.iterdir()) == [there]


def test_a_full_disk_leaves_no_table(small_folder, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        done = _fix(small_folder, tmp_path, "--lang", "en")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(f": it could not be written: {say('en', 'command.full')}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_that_is_there_is_told_in_the_language(small, small_folder, tmp_path, language):
    there = tmp_path / next(iter(csv_files(small)))
    there.write_text("mine", encoding="utf-8")
    done = _fix(small_folder, tmp_path, "--lang", language)
    assert (done.exit_code, done.stderr) == (2, TAKEN[language].format(there=there))
    assert {path: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {there: "mine"}


def test_a_folder_that_cannot_be_made_is_told(small_folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = _fix(small_folder, tmp_path / "file" / "fixed", "--lang", "sv")
    assert done.exit_code == 1
    assert done.stderr == (
        f"{tmp_path / 'file' / 'fixed'}: det gick inte att skriva: en del av sökvägen är en fil och inte en mapp\n"
    )


@pytest.mark.parametrize("options", [[], ["--overwrite"], ["--quiet"]])
def test_a_dash_is_standard_output_and_no_file(small, small_folder, tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    for form in ("json", "xlsx"):
        done = run(main, ["convert", "--data", str(small_folder), "--to", form, "--out", "-", *options])
        assert (done.exit_code, done.stdout_bytes, done.stderr) == (0, kv.export_bytes(small, form=form), "")
    done = run(main, ["template", "--lang", "sv", "--out=-", *options])
    assert (done.exit_code, done.stdout_bytes, done.stderr) == (0, template_workbook(language="sv"), "")
    assert list(tmp_path.iterdir()) == []


def test_a_file_may_have_that_name_all_the_same(small, small_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["convert", "--data", str(small_folder), "--to", "json", "--out", "./-"])
    assert (done.exit_code, done.output) == (0, "-\n")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"-": kv.export_bytes(small, form="json")}


def test_a_pipe_gets_the_content_and_nothing_else(small, small_folder, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = tmp_path / "stdout"
    path.symlink_to(pipe.name)
    arguments = ["convert", "--data", str(small_folder), "--to", "json", "--lang", "en", "--out", str(path)]
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        done = CliRunner().invoke(main, arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == f"{path} already exists; --overwrite replaces it\n"
        done = CliRunner().invoke(main, [*arguments, "--overwrite"])
        assert (done.exit_code, done.output) == (0, "")
        assert reader.read() == kv.export_bytes(small, form="json")
    assert (path.is_symlink(), pipe.is_fifo(), len(list(tmp_path.iterdir()))) == (True, True, 2)
