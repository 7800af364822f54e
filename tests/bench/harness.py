"""Ways of doing the same, measured against each other in one run.

Every figure is a ratio: how many times as long the other way takes as ours. Both are measured in turn, so that a
machine that slows down slows down both. Time is that of the processor, so that other programs do not count.
"""

from __future__ import annotations

import platform
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "pandas", "scipy", "networkx")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our way and another one.

    Parameters
    ----------
    what : str
        What is done, and at which size.
    ours, other : callable
        Does it once.
    other_name : str
        What the other way is.
    runs : int
        How often each is measured, in turn.
    repeats : int
        How often each is done in one measurement; more than once where once is too short to be measured.
    target : float or None
        How many times as fast ours should be, at least.
    """

    what: str
    ours: Callable[[], object]
    other: Callable[[], object]
    other_name: str
    runs: int = 7
    repeats: int = 1
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Times of one comparison, seconds of the processor for doing it once, and the most memory that ours took.

    Attributes
    ----------
    comparison : Comparison
        What was measured.
    ours, other : tuple of float
        Time of each run, in the order in which they ran.
    peak : int
        Bytes that ours allocated at most, beyond what was there before.
    """

    comparison: Comparison
    ours: tuple[float, ...]
    other: tuple[float, ...]
    peak: int

    @property
    def ratios(self) -> list[float]:
        """How many times as long the other way took, run by run."""
        return [other / ours for ours, other in zip(self.ours, self.other, strict=True)]


def measure(comparison: Comparison) -> Measured:
    """Measure both ways in turn, after one run of each that does not count."""
    comparison.ours()
    comparison.other()
    ours, other = [], []
    for _ in range(comparison.runs):
        other.append(_processor_time(comparison.other, comparison.repeats))
        ours.append(_processor_time(comparison.ours, comparison.repeats))
    return Measured(comparison, tuple(ours), tuple(other), peak_memory(comparison.ours))


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


def table(measured: Iterable[Measured]) -> str:
    """Return a Markdown table: medians, and from the least to the greatest ratio of a run."""
    rows = [
        ["What", "Other way", "Times as fast", "Of runs", "Target", "Ours", "Other", "Memory of ours"],
        ["---", "---", "--:", "--:", "--:", "--:", "--:", "--:"],
        *(_row(one) for one in measured),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def where() -> str:
    """Return one line that says on which machine, and with which versions, this runs."""
    names = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{_processor()}, {platform.system()}; Python {platform.python_version()}, {names}"


def report(heading: str, comparisons: Sequence[Comparison]) -> str:
    """Measure some comparisons and return them under a heading."""
    return f"## {heading}\n\n{table([measure(one) for one in comparisons])}"


def _processor_time(work: Callable[[], object], repeats: int) -> float:
    begin = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - begin) / repeats


def _row(one: Measured) -> list[str]:
    ratios, target = one.ratios, one.comparison.target
    median = statistics.median(ratios)
    wanted = "" if target is None else f"{target:,.0f} {'met' if median >= target else 'MISSED'}"
    return [
        one.comparison.what,
        one.comparison.other_name,
        f"{median:,.2f}" if median < 10 else f"{median:,.0f}",
        f"{min(ratios):,.3g}–{max(ratios):,.3g}",
        wanted,
        f"{statistics.median(one.ours) * 1000:,.2f} ms",
        f"{statistics.median(one.other) * 1000:,.2f} ms",
        f"{one.peak / 1e6:,.1f} MB",
    ]


def _processor() -> str:
    """Return the name of the processor; only Linux says more than its kind."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
