"""Large tables, smaller than those of tests/limits/run.py: the same cases are handled, the same are refused."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import kuntaverkostot as kv
from kuntaverkostot.analysis import export as exporting
from kuntaverkostot.cli.commands import main
from kuntaverkostot.tables import markup, workbooks

LIMITS = Path(__file__).parent / "limits" / "run.py"


def _load():
    spec = importlib.util.spec_from_file_location("limits_run", LIMITS)
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look up their module there.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


limits = _load()
# Drawing a crowd takes long whatever its size; other tests draw.
CASES = [case for case in limits.CASES if case.command[0] != "export" or case.name.startswith("rows")]
SIZES = limits.Sizes(cell=150_000, rows=12_000, columns=100, elements=1_000)


@pytest.fixture(autouse=True)
def low(monkeypatch):
    """Let a workbook and a graph have less room, so that there is too much for them, too."""
    monkeypatch.setattr(workbooks, "MOST_CELLS", 20_000)
    monkeypatch.setattr(workbooks, "MOST_FILLED_UP", 10_000)
    monkeypatch.setattr(markup, "MOST_MARKS", 16_000)
    monkeypatch.setattr(markup, "LONGEST_MARK", 10_000)
    monkeypatch.setattr(markup, "AT_ONCE", 1_000)
    monkeypatch.setattr(exporting, "MOST_CELLS", 20_000)
    monkeypatch.setattr(exporting, "MOST_IN_XML", 10_000)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}, {case.ending}")
def test_much_is_handled_or_refused_with_its_place(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = Path(f"table.{case.ending}")
    limits.write(path, case.rows(SIZES), part=case.part, elements=SIZES.elements)
    done = CliRunner().invoke(main, limits.arguments(case, path))
    assert limits.outcome(done.exit_code, done.stderr.partition("\n")[0], crashed="Traceback" in done.output) == (
        case.outcome
    )
    # Nothing that was refused is written.
    assert [one.name for one in tmp_path.iterdir() if one.name != path.name] == (
        [] if case.outcome != "handled" or case.command == ("check",) else [limits.OUT]
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["kunta", "verkosto"], ["Espoo", "A"], ["Jämsä", "x" * 150_000]], "table.xlsx[a]:3:2"),
        ([["kunta", "verkosto"], ["x" * 150_000, "A"], ["Jämsä", "B"]], "table.xlsx[a]:2:1"),
        ([["kunta", "x" * 150_000], ["Jämsä", "x"]], "table.xlsx[a]:1:2"),
        ([["member", "network"], ["x" * 201, "A"]], "table.xlsx[a]:2:1"),
        ([["member", "network"], ["A", "x" * 201]], "table.xlsx[a]:2:2"),
        ([["member", "A"], ["x" * 201, "x"]], "table.xlsx[a]:2:1"),
        ([["member", "x" * 201], ["A", "x"]], "table.xlsx[a]:1:2"),
    ],
)
def test_a_cell_that_is_too_long_is_refused_in_its_place(tmp_path, rows, told):
    path = tmp_path / "table.xlsx"
    limits.write(path, iter(rows))
    check = kv.check_tables(path)
    # Where the head is not read, nobody knows what the rest is.
    unknown = {"shape-unknown", "no-rows", "unnamed-column"}
    assert [problem.place for problem in check.errors if problem.rule not in unknown] == [told]
    assert check.account.refused > 0


@pytest.mark.parametrize(
    ("code", "said", "crashed", "outcome"),
    [
        (0, "", False, "handled"),
        (2, 'table.csv:3:1 kunta "x": no', False, "refused"),
        (2, "table.xlsx[a]: no", False, "refused"),
        (2, "no", False, "told"),
        (1, "table.csv: no", False, "broken"),
        (2, "Traceback", True, "broken"),
        (-11, "", False, "broken"),
        (-9, "", False, "too slow"),
        (-24, "", False, "too slow"),
    ],
)
def test_what_came_of_a_case(code, said, crashed, outcome):
    assert limits.outcome(code, said, crashed=crashed) == outcome


def test_a_command_runs_within_limits(tmp_path):
    (tmp_path / "table.csv").write_text("member,network\na,N\n", encoding="utf-8")
    result = limits.run(["check", "--data", "table.csv"], tmp_path)
    assert (result.outcome, result.said) == ("handled", "")
    assert 0 < result.peak < limits.BYTES
    # With room for nothing, it ends otherwise.
    assert limits.run(["check", "--data", "table.csv"], tmp_path, most=60_000_000).outcome == "broken"
