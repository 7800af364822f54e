"""Tests that need what a machine may lack are skipped, and the output says why."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def left_out(reason: str, *, required: str = "KUNTAVERKOSTOT_REQUIRE_BROWSER") -> NoReturn:
    """Skip a test and say why, or fail where this variable of the environment says that nothing may be skipped."""
    if os.environ.get(required) == "1":
        pytest.fail(reason)
    pytest.skip(f"NOT RUN: {reason}")
