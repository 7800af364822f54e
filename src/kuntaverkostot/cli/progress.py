"""A progress bar on the terminal when a command takes long."""

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
    """Show progress on a terminal once a command takes long; yield the function that marks a step as done.

    Nothing may be printed until the context ends.
    """
    names = [say(language, f"command.step_{step}") for step in steps]
    steps_done: list[str] = []
    if quiet() or not sys.stderr.isatty():
        yield lambda: None
        return
    done = Event()
    # A thread keeps the clock running during a long step, and the steps need not know of it.
    drawing = Thread(target=_draw, args=(names, steps_done, done), daemon=True)
    drawing.start()
    try:
        yield lambda: steps_done.append(names[len(steps_done)])
    finally:
        done.set()
        drawing.join()


def _draw(names: Sequence[str], steps_done: Sequence[str], done: Event) -> None:
    """Draw the bar until everything is done."""
    start = time.time()
    if done.wait(PATIENCE):
        return
    from tqdm import tqdm  # noqa: PLC0415 - only few commands take so long

    # Some terminals report a width of zero; tqdm would draw nothing there.
    width = os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    with tqdm(total=len(names), file=sys.stderr, leave=False, ncols=width, nrows=LINES, bar_format=BAR) as bar:
        bar.start_t = start
        while True:
            bar.n = len(steps_done)
            bar.set_description_str(names[min(bar.n, len(names) - 1)])
            if done.wait(REFRESH):
                return
