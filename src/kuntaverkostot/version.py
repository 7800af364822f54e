"""The version of the package: the build reads it here, and so does the command, which need not ask the installation."""

from __future__ import annotations

VERSION = "0.1.0"
