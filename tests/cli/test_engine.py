"""Pages of Parquet files: an engine counts, and each refusal says what would be right."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kuntaverkostot.cli import engine
from kuntaverkostot.cli.commands import main
from kuntaverkostot.dataset import engine_files
from kuntaverkostot.text.language import LANGUAGES, say
from tests.engines import spark
from tests.missing import left_out
from tests.pages import parsed
from tests.payloads import payload_of

PEOPLE = {"person": ["Ann", "Ann", "Bob", "Cid"], "club": ["Choir", "Chess", "Chess", "Chess"], "since": [1, 2, 3, 4]}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(name: str, columns: dict[str, list[object]]) -> str:
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        left_out("pyarrow is not installed: make env")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pyarrow.table(columns), name)
    return name


def _export(*arguments: str, language: str = "en", engine: str = "duckdb") -> Result:
    asked = ["export", "--lang", language, "--out", "out", *(["--engine", engine] if engine else [])]
    return CliRunner().invoke(main, [*asked, *arguments])


def _names(language: str = "en") -> list[str]:
    page = Path(f"out/kuntaverkostot.{language}.html" if language != "fi" else "out/kuntaverkostot.html")
    return payload_of(page.read_text(encoding="utf-8"))["members"]["name"]


@pytest.mark.usefixtures("folder")
def test_a_parquet_file_becomes_a_page_of_counts_by_the_names_of_its_columns():
    done = _export("--data", _write("people.parquet", PEOPLE))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.split() == ["out/kuntaverkostot.en.html", "out/kuntaverkostot.en.list.html"]
    assert _names() == ["2 members", "1 member"]


@pytest.mark.usefixtures("folder")
def test_members_of_small_sets_are_named_when_a_reader_asks():
    many = [f"m{place}" for place in range(1001)]
    path = _write("p.parquet", {"member": [*many, "Ann", "Bob"], "network": ["large"] * 1001 + ["small"] * 2})
    assert _export(path).exit_code == 0
    html = Path("out/kuntaverkostot.en.html").read_text(encoding="utf-8")
    assert payload_of(html)["attributes"] == {"names": ["Members"], "rows": [[3, -1, 0, "Ann; Bob"]]}
    assert "m1000" not in html
    # Where nobody asks, nobody is named.
    assert "Ann" not in parsed(html).one("body").one("main").raw


@pytest.mark.usefixtures("folder")
def test_a_file_of_few_rows_is_read_as_a_table_unless_an_engine_is_named(monkeypatch):
    path = _write("people.parquet", PEOPLE)
    done = _export(path, engine="")
    assert (done.exit_code, _names()) == (0, ["Ann", "Bob", "Cid"])
    monkeypatch.setattr(engine, "MOST_ROWS", 3)
    counted = _export(path, "--overwrite", engine="")
    assert (counted.exit_code, _names()) == (0, ["2 members", "1 member"])
    assert counted.stderr == say("en", "engine.large", path="people.parquet", count=4) + "\n"


@pytest.mark.usefixtures("folder")
def test_a_folder_of_parquet_files_is_one_table():
    _write("parts/year=1/a.parquet", {name: cells[:2] for name, cells in PEOPLE.items()})
    _write("parts/year=2/b.parquet", {name: cells[2:] for name, cells in PEOPLE.items()})
    assert _export("parts", engine="").exit_code == 0
    assert _names() == ["2 members", "1 member"]


@pytest.mark.usefixtures("folder")
def test_columns_and_nouns_can_be_given():
    path = _write("p.parquet", {"a": PEOPLE["club"], "b": PEOPLE["person"]})
    done = _export(path, "--network", "a", "--member", "2", "--members", "singer,singers")
    assert (done.exit_code, _names()) == (0, ["2 singers", "1 singer"])


@pytest.mark.filterwarnings("ignore")  # Spark and Py4J warn of their own use of pandas and sockets
@pytest.mark.usefixtures("folder")
def test_spark_counts_the_same():
    spark()
    path = _write("p.parquet", PEOPLE)
    assert _export(path).exit_code == 0
    duckdb = Path("out/kuntaverkostot.en.html").read_text(encoding="utf-8")
    done = _export(path, "--master", "local[2]", "--overwrite", engine="spark")
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path("out/kuntaverkostot.en.html").read_text(encoding="utf-8") == duckdb


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("folder")
def test_a_missing_engine_is_named_with_what_installs_it(language, monkeypatch):
    path = _write("p.parquet", PEOPLE)

    def missing(name: str) -> object:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(engine_files, "import_module", missing)
    done = _export(path, language=language)
    command = "pip install 'kuntaverkostot[duckdb]'"
    assert (done.exit_code, done.stderr) == (
        1,
        say(language, "engine.missing", engine="duckdb", command=command) + "\n",
    )


@pytest.mark.usefixtures("folder")
def test_who_counts_is_told_of_options_that_counting_takes():
    done = _export(_write("unclear.parquet", {"a": [1], "b": [2]}))
    assert "Choose them with --member and --network\n" in done.stderr
    assert "marks" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["unclear.parquet"], "unclear.parquet: it is not clear which column holds the members and which the networks"),
        (["people.parquet", "--network", "no"], "people.parquet: there is no column no in the table; its columns are"),
        (["empty.parquet"], "empty.parquet member: rows without a value in the column: 1;"),
        (["lists.parquet"], "lists.parquet: it could not be counted: 'network' holds values of the type List"),
        (["broken.parquet"], "broken.parquet: it could not be counted: Invalid Input Error"),
        (["t.csv", "--engine", "duckdb"], "--engine is for Parquet files; there are none at t.csv"),
        (["people.parquet", "--engine", "duckdb", "--master", "local[2]"], "--master is only for --engine spark"),
        (["people.parquet", "--split", ";"], "--split is not for Parquet files"),
        (["people.parquet", "--engine", "dask"], "--engine: the value should be one of these: duckdb, spark"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_counted_is_refused_with_what_would_be_right(arguments, message):
    _write("people.parquet", PEOPLE)
    _write("unclear.parquet", {"a": [1], "b": [2]})
    _write("empty.parquet", {"member": ["Ann", None], "network": ["x", "y"]})
    _write("lists.parquet", {"member": ["Ann"], "network": [["x"]]})
    Path("broken.parquet").write_bytes(b"PAR1 and nothing more")
    Path("t.csv").write_text("kunta,verkosto\nEspoo,A\n", encoding="utf-8")
    done = _export(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(message)
    assert not Path("out").exists()


@pytest.mark.usefixtures("folder")
def test_lines_of_python_in_the_documentation_run(project):
    _write("memberships/a.parquet", {**PEOPLE})
    text = (project / "docs" / "engines.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    exec("".join(re.findall(r"^```python\n(.+?)^```", text, flags=re.MULTILINE | re.DOTALL)), names)  # noqa: S102
    assert names["sets"]["size"].tolist() == [2, 1]
    assert names["table"].fetchall() == list(zip(*PEOPLE.values(), strict=True))


@pytest.mark.usefixtures("folder")
def test_tables_beside_parquet_files_are_read_as_tables():
    _write("data/people.parquet", PEOPLE)
    Path("data/list.csv").write_text("a\n", encoding="utf-8")
    assert not engine_files.is_parquet(Path("data"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("folder")
def test_a_second_network_column_is_refused(language):
    path = _write("people.parquet", {"who": ["Ann"], "a": ["x"], "b": ["x"]})
    done = _export("--data", path, "--member", "who", "--network", "a", "--network", "b", language=language)
    assert done.exit_code != 0
    assert say(language, "engine.one_network", option="--network") in done.stderr
