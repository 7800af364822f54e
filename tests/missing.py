"""What a machine may lack for a test, which is then left out loudly."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def left_out(reason: str) -> NoReturn:
    """Leave a test out loudly, but fail where everything has to be there."""
    if os.environ.get("KUNTAVERKOSTOT_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(f"NOT RUN: {reason}")
