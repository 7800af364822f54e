"""A bar on the terminal while a command takes long."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from kuntaverkostot.cli.options import quiet
from kuntaverkostot.text.language import say

PATIENCE = 1.0  # seconds without a bar
WIDTH, LINES = 80, 2  # characters, lines
REFRESH = 0.2  # seconds
BAR = "{desc} |{bar:20}| {n_fmt}/{total_fmt} {elapsed}"


@contextmanager
def progress(language: str, *steps: str) -> Iterator[Callable[[], None]]:
    """Show on a terminal how far a command is, once it takes long; yield what says that a step is done.

    Nothing may be printed before it ends.
    """
    names = [say(language, f"command.step_{step}") for step in steps]
    passed: list[str] = []
    if quiet() or not sys.stderr.isatty():
        yield lambda: None
        return
    done = Event()
    # A thread of its own: the time runs on while a step takes long, and the steps need to know nothing of it.
    drawing = Thread(target=_draw, args=(names, passed, done), daemon=True)
    drawing.start()
    try:
        yield lambda: passed.append(names[len(passed)])
    finally:
        done.set()
        drawing.join()


def _draw(names: Sequence[str], passed: Sequence[str], done: Event) -> None:
    """Draw the bar until all is done."""
    begun = time.time()
    if done.wait(PATIENCE):
        return
    from tqdm import tqdm  # noqa: PLC0415 - only few commands take so long

    # Some terminals say that they have no columns and no lines; tqdm would draw nothing there.
    width = os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    with tqdm(total=len(names), file=sys.stderr, leave=False, ncols=width, nrows=LINES, bar_format=BAR) as bar:
        bar.start_t = begun
        while True:
            bar.n = len(passed)
            bar.set_description_str(names[min(bar.n, len(names) - 1)])
            if done.wait(REFRESH):
                return
