"""The version of the package, for the build and for the command line."""

from __future__ import annotations

VERSION = "0.1.0"
