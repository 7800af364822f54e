"""Exact sets of members in place of members: what a page calls them, where only their size is known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kuntaverkostot.dataset.frames import TEXT
from kuntaverkostot.page.scene import Scene
from kuntaverkostot.text.language import NAMES, say


def named_counts(scene: Scene, language: str) -> Scene:
    """Return a scene whose members have names: where they are counts, these in words.

    Parameters
    ----------
    scene : Scene
        What the pages in all languages share.
    language : {"fi", "sv", "en"}
        Language of the page.
    """
    counts = scene.links.counts
    if counts is None:
        return scene
    names = pd.array([say(language, "count.members", count=count) for count in counts.tolist()], dtype=TEXT)
    members = scene.links.members.assign(**dict.fromkeys(NAMES, names))
    # What is known of a set besides is who is in it.
    attributes = scene.dataset.attributes.assign(attribute=say(language, "page.by_organisation"))
    return replace(
        scene,
        links=replace(scene.links, members=members),
        dataset=replace(scene.dataset, attributes=attributes),
    )
