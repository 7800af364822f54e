from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path

import pytest

from tests.bench.harness import Line, Reading, Target, exponent, in_turn, markdown, ratios, row, seconds, share, shown
from tests.bench.harness import times_as_fast as as_fast


def _timer(name: str, times: list[float], order: list[str]):
    """Return a timer that takes these times, one after the other, and notes that it ran."""
    left = iter(times)

    def timer() -> float:
        order.append(name)
        return next(left)

    return timer


def _failing(error: Exception):
    def read() -> Reading:
        raise error

    return read


def test_both_ways_run_in_turn_and_the_first_run_does_not_count():
    order: list[str] = []
    ours, other = _timer("ours", [9.0, 1.0, 2.0], order), _timer("other", [9.0, 4.0, 6.0], order)
    assert in_turn(ours, other, runs=2, other_runs=2) == ([1.0, 2.0], [4.0, 6.0])
    assert order == ["ours", "other", "other", "ours", "other", "ours"]


def test_what_takes_very_long_runs_once():
    order: list[str] = []
    found = as_fast(_timer("ours", [9.0, 1.0, 2.0], order), _timer("other", [8.0], order), runs=2, other_runs=1)
    assert found.figures == [8.0, 4.0]
    assert (found.ours, found.other) == ("1.5 s", "8 s")
    assert order == ["ours", "other", "ours", "ours"]


def test_ratios_are_the_other_way_round_for_a_share():
    order: list[str] = []
    ours, other = [0.0, 1.0, 2.0, 9.0], [0.0, 4.0, 4.0, 4.0]
    assert as_fast(_timer("", ours, order), _timer("", other, order), runs=3).figures == [4.0, 2.0, 4 / 9]
    assert share(_timer("", ours, order), _timer("", other, order), runs=3).figures == [0.25, 0.5, 2.25]
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0, 2.0], [1.0, 2.0, 3.0])


@pytest.mark.parametrize("power", [0.0, 1.0, 1.5, 2.0])
def test_the_exponent_is_that_of_a_power(power):
    sizes = [15_000, 90_000, 500_000]
    assert exponent(sizes, [0.003 * size**power for size in sizes]) == pytest.approx(power, abs=1e-12)


def test_a_line_says_its_median_its_spread_and_whether_the_target_is_met():
    reading = Reading([3.0, 1.0, 200.0], "× as fast", "2 ms", "6 ms")
    assert row(Line("a", "b", lambda: reading, Target(3))) == [
        *("a", "b", "3 × as fast", "1–200", "≥ 3", "met", "2 ms", "6 ms")
    ]
    assert row(Line("a", "b", lambda: reading, Target(2.5, at_most=True)))[4:6] == ["≤ 2.5", "NOT MET"]
    assert row(Line("a", "b", lambda: Reading([5.0], "s")))[2:6] == ["5 s", "one run", "", ""]


def test_a_line_that_fails_says_so():
    missing = ModuleNotFoundError("No module named 'gravis'", name="gravis")
    assert row(Line("a", "b", _failing(missing)))[2] == "not installed: gravis"
    failed = row(Line("a", "b", _failing(ValueError("two\nlines | of it")), Target(8)))
    assert failed == ["a", "b", "failed: ValueError two lines / of it", "", "≥ 8", "NOT MET", "", ""]


def test_a_line_that_takes_too_long_is_given_up():
    def too_long() -> Reading:
        begin = time.process_time()
        while time.process_time() < begin + 60:
            pass
        return Reading([1.0])

    assert row(Line("a", "b", too_long, limit=1))[2] == "failed: TimeoutError not done after 1 s"


def test_figures_are_shown_with_three_digits():
    assert [shown(figure) for figure in (0.01234, 9.999, 99.96, 123.4, 12_345.6)] == [
        *("0.0123", "10", "100", "123", "12,346")
    ]
    assert [seconds([0.5, 0.1, 0.2]), seconds([1.0, 30.0, 2.0])] == ["200 ms", "2 s"]
    assert markdown(["a", "", "1"]) == "| a |  | 1 |"


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "bench").glob("*.py")), ids=lambda path: path.stem)
def test_what_a_part_measures_is_there(path):
    assert import_module(f"tests.bench.{path.stem}").__doc__
