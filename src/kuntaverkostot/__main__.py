"""Run the command as ``python -m kuntaverkostot``."""

from __future__ import annotations

from kuntaverkostot.cli.commands import main

if __name__ == "__main__":
    main()
