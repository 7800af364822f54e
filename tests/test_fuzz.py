"""Random files may cause messages, but no other errors. tests/fuzz/run.py does the same for longer."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FUZZ = Path(__file__).parent / "fuzz" / "run.py"


def _load():
    spec = importlib.util.spec_from_file_location("fuzz_run", FUZZ)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzz = _load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def _read(folder, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    fuzz.read(path)
    assert path.read_bytes() == data


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(fuzz.NAMES))
def test_any_bytes(folder, data, name):
    _read(folder, name, data)


@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, 2**32), name=st.sampled_from(fuzz.NAMES))
def test_nearly_tables(folder, number, name):
    _read(folder, name, fuzz.table(random.Random(number)))


@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, 2**32), name=st.sampled_from(fuzz.NAMES))
def test_damaged_tables_zips_and_workbooks(folder, number, name):
    choose = random.Random(number)
    _read(folder, name, fuzz.changed(choose, choose.choice(fuzz.seeds())))


@pytest.mark.parametrize("case", sorted((FUZZ.parent / "cases").iterdir()), ids=lambda path: path.name)
def test_what_once_went_wrong(folder, case):
    _read(folder, case.name, case.read_bytes())
