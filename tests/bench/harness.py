"""Ways of doing the same, measured against each other in one run, and lines of a table that say what came out.

Times are those of the processor, so that other programs do not count. Two ways are measured in turn, so that a machine
that slows down slows down both, and what counts is how many times as long one takes as the other.
"""

from __future__ import annotations

import math
import os
import platform
import signal
import statistics
import subprocess
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("numpy", "pandas", "networkx", "pyvis", "gravis", "ipysigma", "playwright")
HEADER = ["What", "Against", "Figure", "Least–most", "Target", "", "Ours", "Other"]
ALIGNED = ["---", "---", "--:", "--:", "--:", "---", "--:", "--:"]
SHORTEST = 0.2  # seconds that are measured at least, as timeit does
# Does something and returns how many seconds of the processor it took.
Timer = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be: at least so much, or at most."""

    bound: float
    at_most: bool = False

    def met(self, figure: float) -> bool:
        """Tell whether a figure is on the right side; the bound itself is."""
        return figure <= self.bound if self.at_most else figure >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {shown(self.bound)}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured: a figure of each run, its unit, and how long both ways took at the median."""

    figures: Sequence[float]
    unit: str = "×"
    ours: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes
    ----------
    what, against : str
        What is done and at which size, and what it is compared with.
    read : callable
        Measures it.
    target : Target or None
        What the median should be.
    limit : int
        Seconds of the processor after which it is given up.
    """

    what: str
    against: str
    read: Callable[[], Reading]
    target: Target | None = None
    limit: int = 150


def times_as_fast(ours: Timer, other: Timer, *, runs: int = 5, other_runs: int | None = None) -> Reading:
    """Measure two ways in turn: how many times as long as ours the other takes.

    The first run of each does not count, unless the other way is run once.
    """
    mine, others = in_turn(ours, other, runs=runs, other_runs=runs if other_runs is None else other_runs)
    return Reading(ratios(others, mine), "× as fast", seconds(mine), seconds(others))


def share(ours: Timer, other: Timer, *, runs: int = 5) -> Reading:
    """Measure two ways in turn: how many times as long ours takes as the other."""
    mine, others = in_turn(ours, other, runs=runs, other_runs=runs)
    return Reading(ratios(mine, others), "× the time", seconds(mine), seconds(others))


def in_turn(ours: Timer, other: Timer, *, runs: int, other_runs: int) -> tuple[list[float], list[float]]:
    """Return the times of both, run in turn."""
    ours()
    if other_runs > 1:
        other()
    mine, others = [], []
    for run in range(runs):
        if run < other_runs:
            others.append(other())
        mine.append(ours())
    return mine, others


def ratios(over: Sequence[float], under: Sequence[float]) -> list[float]:
    """Return the ratios of two rows of times, run by run; a single time stands for each run.

    >>> ratios([6.0, 9.0], [2.0, 3.0]), ratios([6.0], [2.0, 3.0])
    ([3.0, 3.0], [3.0, 2.0])
    """
    longest = max(len(over), len(under))
    over, under = (list(row) * (longest if len(row) == 1 else 1) for row in (over, under))
    return [one / other for one, other in zip(over, under, strict=True)]


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return p where time grows as size to the power of p: the slope of the logarithms, by least squares."""
    return statistics.linear_regression(list(map(math.log, sizes)), list(map(math.log, times))).slope


def in_process(work: Callable[[], object]) -> Timer:
    """Return a timer of work in this process; the mean of several times where one is too short to be measured."""

    def timer() -> float:
        begin, done, taken = time.process_time(), 0, 0.0
        while taken < SHORTEST:
            work()
            done += 1
            taken = time.process_time() - begin
        return taken / done

    return timer


def in_child(command: Sequence[str]) -> Timer:
    """Return a timer of a command, which must succeed: its process and those that it waited for.

    What Python compiles is kept for the next run, as it is kept for those who use it.
    """
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def timer() -> float:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{command[0]} ended with {child.returncode}")
        return usage.ru_utime + usage.ru_stime

    return timer


def peak_memory(work: Callable[[], object]) -> int:
    """Return how many bytes some work allocates at most, its result included."""
    tracemalloc.start()
    try:
        result = work()
        peak = tracemalloc.get_traced_memory()[1]
        del result
    finally:
        tracemalloc.stop()
    return peak


def row(line: Line) -> list[str]:
    """Measure a line and return its cells; one that fails says so."""
    try:
        with _given_up_after(line.limit):
            reading = line.read()
    except ModuleNotFoundError as error:
        return [line.what, line.against, f"not installed: {error.name}", "", _wanted(line), "", "", ""]
    except Exception as error:
        said = " ".join(str(error).split())[:80].replace("|", "/")
        verdict = "" if line.target is None else "NOT MET"
        return [line.what, line.against, f"failed: {type(error).__name__} {said}", "", _wanted(line), verdict, "", ""]
    figure = statistics.median(reading.figures)
    verdict = "" if line.target is None else "met" if line.target.met(figure) else "NOT MET"
    spread = f"{shown(min(reading.figures))}–{shown(max(reading.figures))}" if len(reading.figures) > 1 else "one run"
    figures = [f"{shown(figure)} {reading.unit}", spread, _wanted(line), verdict]
    return [line.what, line.against, *figures, reading.ours, reading.other]


def markdown(cells: Sequence[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def shown(figure: float) -> str:
    """Return a figure with three digits that count, or all of those before the point.

    >>> [shown(figure) for figure in (1234.5, 12.34, 0.1234)]
    ['1,234', '12.3', '0.123']
    """
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def seconds(times: Sequence[float]) -> str:
    """Return the median of some times in words.

    >>> seconds([0.0123]), seconds([1.5, 2.5])
    ('12.3 ms', '2 s')
    """
    middle = statistics.median(times)
    return f"{shown(middle)} s" if middle >= 1 else f"{shown(middle * 1000)} ms"


def where() -> str:
    """Return one line that says on which machine, and with which versions, this runs."""
    names = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    machine = f"{_processor()}, {os.cpu_count()} cores, {_memory()}, {platform.system()}"
    return f"{machine}; Python {platform.python_version()}, {names}."


def _wanted(line: Line) -> str:
    return "" if line.target is None else str(line.target)


@contextmanager
def _given_up_after(limit: int) -> Iterator[None]:
    """Raise TimeoutError in the middle of what this process does, where the system can."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"not done after {limit} s")

    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    """Return the name of the processor; only Linux says more than its kind."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return "memory not known"
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
