"""Tests that need what a machine may lack are skipped, and the output says why."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def left_out(reason: str) -> NoReturn:
    """Skip a test and say why, or fail where nothing may be skipped."""
    if os.environ.get("KUNTAVERKOSTOT_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(f"NOT RUN: {reason}")
