"""The command as ``python -m kuntaverkostot``, where scripts are not on the path."""

from __future__ import annotations

from kuntaverkostot.cli.commands import main

if __name__ == "__main__":
    main()
