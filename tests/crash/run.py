"""Kill a program while it writes a file, which must be the old one or the new one. `make crash ROUNDS=200` does it."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kuntaverkostot.tables.atomic_write import STALE, write_atomically

SIZE = 3_000_000
# It overwrites a file again and again, each time with another letter.
WRITER = """
import sys
from itertools import cycle
from pathlib import Path
from kuntaverkostot.tables.atomic_write import write_atomically
print("ready", flush=True)
for letter in cycle(b"abcdef"):
    write_atomically(Path(sys.argv[1]), bytes([letter]) * int(sys.argv[2]), overwrite=True)
"""


def killed(path: Path, *, after: float, size: int = SIZE) -> bytes:
    """Return the content of a file after its writer was killed, ``after`` seconds from its start."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(size)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(after)
        writer.kill()
    return path.read_bytes()


def whole(content: bytes, *, size: int = SIZE) -> bool:
    """Return whether the content is one complete version."""
    return len(content) == size and content == content[:1] * size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    choose = random.Random(1)
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(b"o" * SIZE)
        for _ in range(options.rounds):
            broken += not whole(killed(path, after=choose.uniform(0, 0.06)))
        left = [other for other in Path(folder).iterdir() if other != path]
        # A day later, the next write deletes what the killed left.
        for other in left:
            os.utime(other, (0, time.time() - STALE - 60))
        write_atomically(path, b"new", overwrite=True)
        kept = len(list(Path(folder).iterdir())) - 1
    print(
        f"{options.rounds} kills: {broken} broken files; {len(left)} temporary files left, {kept} after the next write"
    )
    return 1 if broken or kept else 0


if __name__ == "__main__":
    sys.exit(main())
