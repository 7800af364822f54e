from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.cli.report import report
from kuntaverkostot.dataset.dataset import table_names
from kuntaverkostot.page.headers import HEADERS_FILE
from kuntaverkostot.text.language import LANGUAGES, say
from tests.missing import left_out

COMMAND = [sys.executable, "-c", "from kuntaverkostot.cli.commands import main; main(prog_name='kuntaverkostot')"]
# Python as it starts on a machine where nothing is said about languages, with streams as on Windows in Finland.
BARE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
HEAVY = ["IPython", "jinja2", "networkx", "numpy", "pandas", "pyvis", "scipy"]
ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,x",
    "example.org",
    " https://example.org",
    "https://kunta.fi@evil.example/",
    "https://evil.example\\@kunta.fi/",
    "https://",
]
PAGES = ["kuntaverkostot.fi.html", "kuntaverkostot.sv.html", "kuntaverkostot.en.html"]


def _run(*arguments: str | Path) -> Result:
    """Run the command in this process; what is not its own way to end is an error here."""
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _start(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    extra = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment | BARE} | options
    return subprocess.run([*COMMAND, *map(str, arguments)], check=False, **extra)


@pytest.fixture
def copied(small_folder, tmp_path) -> Path:
    """Folder with the small dataset, to be changed."""
    return Path(shutil.copytree(small_folder, tmp_path / "copied"))


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], [], ["export", "--help"], ["list", "-h"], ["check", "-h"]])
def test_help_needs_nothing_heavy(arguments):
    program = (
        "import sys\nfrom kuntaverkostot.cli.commands import main\n"
        f"try: main({arguments!r}, prog_name='kuntaverkostot')\n"
        f"except SystemExit: print(sorted(set(sys.modules) & set({HEAVY!r})))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert "Käyttö: kuntaverkostot" in done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_the_one_installed():
    assert _run("--version").stdout.split()[-1] == metadata.version("kuntaverkostot")


def test_the_package_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "kuntaverkostot", "-h"], check=True, capture_output=True, text=True)
    other = subprocess.run([*COMMAND, "-h"], check=True, capture_output=True, text=True)
    assert done.stdout == other.stdout.replace("Käyttö: kuntaverkostot ", "Käyttö: python -m kuntaverkostot ")


def test_export_writes_three_pages_and_prints_where(small, small_folder, tmp_path):
    out = tmp_path / "new" / "pages"
    done = _run("export", "--data", small_folder, "--out", out)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(out / name) for name in PAGES]
    assert sorted(path.name for path in out.iterdir()) == sorted(PAGES)
    for page in kv.build_pages(small):
        assert (out / f"kuntaverkostot.{page.language}.html").read_bytes() == page.html.encode("utf-8")


def test_export_writes_into_this_folder_and_prints_where(small_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert _run("export", "--data", small_folder, "--lang", "sv").stdout == "kuntaverkostot.sv.html\n"
    assert [path.name for path in tmp_path.iterdir()] == ["kuntaverkostot.sv.html"]


def test_export_takes_a_title_addresses_and_candidates(small, small_folder, tmp_path):
    where = {
        "title": "Oma <otsikko>",
        "accessibility": "https://example.org/saavutettavuus",
        "feedback": "mailto:palaute@example.org",
    }
    options = [part for name, value in where.items() for part in (f"--{name}", value)]
    done = _run("export", "--data", small_folder, "--lang", "fi", "--out", tmp_path, "--candidates", *options)
    assert done.exit_code == 0
    page = kv.build_page(small, language="fi", candidates=True, **where)
    assert Path(done.stdout.strip()).read_text(encoding="utf-8") == page.html


def test_a_title_that_cannot_be_shown_is_refused(small_folder, tmp_path):
    done = _run("export", "--data", small_folder, "--out", tmp_path, "--title", "a\u202eb")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Otsikossa on merkki, jota ei voi näyttää: a<U+202E>b\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--accessibility", "--feedback"])
@pytest.mark.parametrize("address", [*ADDRESSES, "mailto:"])
def test_other_kinds_of_addresses_are_refused(small_folder, tmp_path, option, address):
    done = _run("export", "--data", small_folder, "--out", tmp_path, option, address)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == say("fi", "usage.address", option=option, address=address) + "\n"
    assert list(tmp_path.iterdir()) == []


def test_pages_that_are_there_are_not_replaced(small_folder, tmp_path):
    there = tmp_path / "kuntaverkostot.sv.html"
    there.write_text("mine", encoding="utf-8")
    done = _run("export", "--data", small_folder, "--out", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{there} on jo olemassa; --overwrite korvaa sen\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {there.name: "mine"}


def test_pages_that_are_there_are_replaced_when_asked(small_folder, tmp_path):
    there = tmp_path / "kuntaverkostot.sv.html"
    there.write_text("mine", encoding="utf-8")
    done = _run("export", "--data", small_folder, "--out", tmp_path, "--overwrite")
    assert (done.exit_code, done.stderr) == (0, "")
    assert there.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAGES)


def test_a_folder_that_cannot_be_made_is_a_fault_of_the_system(small_folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = _run("export", "--data", small_folder, "--out", tmp_path / "file" / "pages")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{tmp_path / 'file' / 'pages'}: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_page_that_cannot_be_written_is_a_fault_of_the_system(small_folder, tmp_path):
    (tmp_path / "kuntaverkostot.en.html").mkdir()
    done = _run("export", "--data", small_folder, "--out", tmp_path, "--lang", "en", "--overwrite")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "kuntaverkostot.en.html" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kuntaverkostot.en.html"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["draw"],
        ["export", "--lang", "de"],
        ["export", "--colour"],
        ["export", "--out"],
        ["list", "--lang", "all"],
        ["list", "--format", "pdf"],
        ["check", "--lang", "all"],
        ["check", "--data", "nowhere"],
        ["check", "left over"],
    ],
)
def test_wrong_usage_is_explained(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = _run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    told, where = done.stderr.splitlines()
    assert told
    assert where.startswith("Ohje: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("candidates", [False, True])
def test_list_prints_the_list(small, small_folder, language, form, candidates):
    options = ["--candidates"] if candidates else []
    done = _run("list", "--data", small_folder, "--lang", language, "--format", form, *options)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == kv.listing(small, language=language, form=form, candidates=candidates)


def test_list_is_finnish_text_of_our_own_tables(real):
    assert _run("list").stdout == kv.listing(real, language="fi", form="text")


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_prints_the_report(small, small_folder, language):
    done = _run("check", "--data", small_folder, "--lang", language)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == list(report(small, language=language))


def _break(folder: Path) -> None:
    """Put three errors into two tables."""
    for name, old, new in [
        ("municipalities.csv", "091,Helsinki,Helsingfors,Helsinki,yes", "091,Helsinki,Helsingfors,Helsinki,maybe"),
        ("memberships.csv", "kehyskunnat,611,listed,A", "kehyskunnat,611,listed,D"),
        ("memberships.csv", "seutukaupungit,992,", "seutukaupunki,992,"),
    ]:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


WRONG = {
    "fi": [
        'municipalities.csv:3:5 is_city "maybe": arvon pitää olla jokin näistä: yes, no',
        'memberships.csv:2:4 grade "D": arvon pitää olla jokin näistä: A, B, C',
        'memberships.csv:9:1 network_id "seutukaupunki": nimeä ei ole; tarkoititko: Seutukaupungit (seutukaupungit)?',
        "Rivejä luettu 120: kunnossa 117, korjattu 0, hylätty 3.",
        "3 virhettä. Taulukoita ei voi käyttää.",
    ],
    "sv": [
        'municipalities.csv:3:5 is_city "maybe": värdet ska vara något av dessa: yes, no',
        'memberships.csv:2:4 grade "D": värdet ska vara något av dessa: A, B, C',
        'memberships.csv:9:1 network_id "seutukaupunki": namnet finns inte; menade du Seutukaupungit (seutukaupungit)?',
        "Lästa rader 120: i ordning 117, rättade 0, avvisade 3.",
        "3 fel. Tabellerna kan inte användas.",
    ],
    "en": [
        'municipalities.csv:3:5 is_city "maybe": the value should be one of these: yes, no',
        'memberships.csv:2:4 grade "D": the value should be one of these: A, B, C',
        (
            'memberships.csv:9:1 network_id "seutukaupunki": there is no such name; '
            "did you mean Seutukaupungit (seutukaupungit)?"
        ),
        "Rows read 120: fine 117, repaired 0, refused 3.",
        "3 errors. The tables cannot be used.",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["export", "list", "check"])
def test_every_error_in_the_tables_is_told_in_the_language(copied, tmp_path, command, language):
    _break(copied)
    out = ["--out", tmp_path / "out"] if command == "export" else []
    done = _run(command, "--data", copied, "--lang", language, *out)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == WRONG[language]
    assert not (tmp_path / "out").exists()


def test_a_folder_without_tables_is_explained(tmp_path):
    done = _run("check", "--data", tmp_path, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "municipalities.csv: the file is missing",
        "networks.csv: the file is missing",
        "memberships.csv: the file is missing",
        "3 errors. The tables cannot be used.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_output_is_the_same_whatever_the_locale(small, small_folder, tmp_path, language):
    listed = _start("list", "--data", small_folder, "--lang", language)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert listed.stdout == kv.listing(small, language=language, form="text").encode("utf-8")
    exported = _start("export", "--data", small_folder, "--lang", language, "--out", tmp_path)
    assert (exported.returncode, exported.stderr) == (0, b"")
    page = Path(exported.stdout.decode("utf-8").removesuffix("\n"))
    assert page.read_bytes() == kv.build_page(small, language=language).html.encode("utf-8")


def test_errors_are_the_same_whatever_the_locale(copied):
    _break(copied)
    done = _start("check", "--data", copied, "--lang", "sv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8").splitlines() == WRONG["sv"]


@pytest.mark.parametrize("command", ["list", "check"])
def test_output_that_cannot_be_written_is_a_fault_of_the_system(small_folder, command):
    device = Path("/dev/full")
    if not device.exists():
        left_out("this system has no device that is always full")
    with device.open("wb") as full:
        done = _start(command, "--data", small_folder, stdout=full)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_had_enough_is_no_fault_worth_a_word():
    process = subprocess.Popen([*COMMAND, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, said = process.communicate()
    assert said == b""
    assert process.returncode == 1


def _sink(where: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command where what it prints goes nowhere."""
    if where == "full":
        with Path("/dev/full").open("wb") as full:
            return _start(*arguments, stdout=full)
    if where == "closed":
        return _start(*arguments, stdout=None, preexec_fn=lambda: os.close(1))
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nobody:
        return _start(*arguments, stdout=nobody)


@pytest.mark.parametrize("where", ["gone", "full", "closed"])
@pytest.mark.parametrize("command", ["export", "convert", "template", "check"])
def test_words_that_nobody_takes_cost_no_file(small_folder, tmp_path, command, where):
    if where == "full" and not Path("/dev/full").exists():
        left_out("this system has no device that is always full")
    out = tmp_path / "out"
    out.mkdir()
    arguments: dict[str, list[str | Path]] = {
        "export": ["--data", small_folder, "--headers", "--out", out],
        "convert": ["--data", small_folder, "--to", "json", "--out", out / "graph.json"],
        "template": ["--out", out / "own.xlsx"],
        "check": ["--data", small_folder, "--fix", out],
    }
    done = _sink(where, command, *arguments[command])
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    reason = {"full": say("fi", "command.full"), "closed": say("fi", "command.closed")}.get(where)
    told = [say("fi", "command.no_output", reason=reason)] if reason else []
    fixed = [str(out / f"{name}.csv") for name in table_names()] if command == "check" else []
    assert done.stderr.decode("utf-8").splitlines() == [*fixed, *told]
    written = {
        "export": [*PAGES, HEADERS_FILE],
        "convert": ["graph.json"],
        "template": ["own.xlsx"],
        "check": [f"{name}.csv" for name in table_names()],
    }
    assert sorted(path.name for path in out.iterdir()) == sorted(written[command])


@pytest.mark.parametrize("arguments", [["list"], ["convert", "--to", "json", "--out", "-"]])
def test_what_is_there_to_be_printed_is_not_lost_without_a_word(small_folder, arguments):
    done = _sink("closed", *arguments, "--data", small_folder, "--lang", "en")
    told = say("en", "command.no_output", reason=say("en", "command.closed"))
    assert (done.returncode, done.stderr.decode("utf-8")) == (1, f"{told}\n")


def test_a_page_that_cannot_be_written_keeps_the_others_from_being_written(small_folder, tmp_path):
    (tmp_path / PAGES[2]).mkdir()
    done = _run("export", "--data", small_folder, "--out", tmp_path, "--overwrite", "--headers")
    reason = say("fi", "command.folder")
    assert done.stderr == say("fi", "command.not_written", path=tmp_path / PAGES[2], reason=reason) + "\n"
    assert [path.name for path in tmp_path.iterdir()] == [PAGES[2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_stops_a_command_is_told_so_in_the_language(tmp_path, language):
    program = (
        # Whoever starts the tests in the background has the signal ignored.
        "import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from kuntaverkostot.page import page\nfrom kuntaverkostot.cli.commands import main\n"
        "page.build_pages = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
        f"main(['export', '--lang', {language!r}, '--out', {str(tmp_path)!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", say(language, "command.stopped") + "\n")
    assert list(tmp_path.iterdir()) == []


def test_paths_are_printed_as_they_are(small_folder, tmp_path):
    out = os.fsencode(tmp_path) + b"/\xc3\xa4\xff"
    for locale in ({}, {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}):
        command = [*COMMAND, "export", "--data", small_folder, "--lang", "sv", "--overwrite", "--out", out]
        done = subprocess.run(command, check=True, capture_output=True, env=os.environ | BARE | locale)
        assert done.stdout == out + b"/kuntaverkostot.sv.html\n"
        assert Path(os.fsdecode(done.stdout[:-1])).is_file()


@pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}])
def test_a_name_that_is_no_text_is_named_in_messages(small_folder, tmp_path, locale):
    out = os.fsencode(tmp_path) + b"/\xc3\xa4\xff\n"
    folder = Path(os.fsdecode(out))
    folder.mkdir()
    for name in PAGES:
        (folder / name).touch()
    command = [*COMMAND, "export", "--data", small_folder, "--lang", "sv", "--out", out]
    done = subprocess.run(command, check=False, capture_output=True, env=os.environ | BARE | locale)
    path = f"{tmp_path}/ä<U+DCFF><U+000A>/kuntaverkostot.sv.html"
    assert done.stderr.decode("utf-8") == f"{path} finns redan; --overwrite ersätter den\n"


def test_a_network_that_is_asked_for_forges_no_line(small_folder):
    done = _run("overlap", "--data", small_folder, "--lang", "en", "--all-of", "a\nb\x1b[31m")
    assert (done.exit_code, done.stderr) == (2, "There is no network a<U+000A>b<U+001B>[31m.\n")
