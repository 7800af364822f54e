"""What makes a dataset of something else, for those who give that where a dataset is needed."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike

from kuntaverkostot.dataset.counted import CountedDataset
from kuntaverkostot.dataset.dataset import Dataset


def need_dataset(dataset: object, function: str) -> None:
    """Raise TypeError, which says how to make a dataset, when a function is given something else.

    >>> need_dataset({"Choir": ["Ann"]}, "upset")
    Traceback (most recent call last):
    ...
    TypeError: upset takes a Dataset; kv.from_sets makes one of a mapping of networks to members
    """
    if not isinstance(dataset, Dataset):
        raise TypeError(f"{function} takes a Dataset; {maker_of(dataset)}")


def need_path(path: object) -> None:
    """Raise TypeError, which says how to make a dataset, when read_dataset is given something else than a path."""
    if not isinstance(path, str | PathLike):
        raise TypeError(f"read_dataset takes the path of a file or folder; {maker_of(path)}")


def maker_of(held: object) -> str:
    """Return which function makes a dataset of a value."""
    if isinstance(held, CountedDataset):
        return "a CountedDataset holds counts alone, which kv.build_page shows"
    if isinstance(held, str | PathLike):
        return "kv.read_dataset reads one from a file or folder"
    if isinstance(held, Mapping):
        return "kv.from_sets makes one of a mapping of networks to members"
    if hasattr(held, "nodes") and hasattr(held, "edges"):
        return "kv.from_graph makes one of a bipartite graph"
    if hasattr(held, "columns") or hasattr(held, "__arrow_c_stream__"):
        return "kv.from_frame makes one of a dataframe"
    return f"got {type(held).__name__}; kv.from_frame, kv.from_sets, kv.from_graph and kv.read_dataset make one"
