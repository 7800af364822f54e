from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

import pytest

from kuntaverkostot.diagram.inlining import (
    VIS_SCRIPT,
    built,
    content_hash,
    content_security_policy,
    page_script,
    page_style,
    vis_script,
)

# vis-network 9.1.2 as pyvis 0.3.2 brings it along.
VIS_HASH = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"


@pytest.mark.parametrize("name", ["explorer.js", "pyvis.js", "explorer.css", "pyvis.css"])
def test_what_was_built_may_stand_in_a_document(name):
    text = built(name)
    assert not re.search(r"</(?:script|style)|<!--|@import|sourceMappingURL", text, re.IGNORECASE)
    assert text.isascii()
    assert not {"\0", "\r"} & set(text)
    assert not re.search(r"https?://(?!www\.w3\.org/|schemas\.openxmlformats\.org/)", text)


def test_the_page_has_the_explorer_and_its_style():
    assert page_script() == built("explorer.js")
    assert page_style() == built("explorer.css")
    # One function that runs, and nothing that it leaves in the document's scope.
    assert re.fullmatch(r'"use strict";\(\(\)=>\{.*\}\)\(\);', page_script(), re.DOTALL)


@pytest.mark.parametrize("text", ["", "a", "alert('ä')", "\u20ac" * 1000])
def test_a_hash_is_that_of_the_bytes(text):
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    assert content_hash(text) == f"'sha256-{digest}'"


def test_the_policy_admits_these_scripts_and_styles_and_nothing_else():
    policy = content_security_policy(scripts=["a", "b"], styles=["c"])
    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "script-src": f"{content_hash('a')} {content_hash('b')}",
        "style-src": content_hash("c"),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_the_script_of_vis_network_is_the_known_one():
    text = files("pyvis").joinpath(*VIS_SCRIPT).read_bytes()
    assert hashlib.sha256(text).hexdigest() == VIS_HASH
    assert b"@version 9.1.2" in text


def test_the_script_is_changed_only_where_it_must_be():
    script = vis_script()
    assert not {"\u0085", "\u1680", "\u2028", "\u2029", "\r", "\0"} & set(script)
    assert "sourceMappingURL" not in script
    assert "</script" not in script.lower()
    assert "<!--" not in script
    original = files("pyvis").joinpath(*VIS_SCRIPT).read_text(encoding="utf-8")
    back = script.replace("\\u0085", "\u0085").replace("\\u1680", "\u1680")
    rest = original.replace("\\u0085", "\u0085").replace("\\u1680", "\u1680").removeprefix(back)
    assert rest.strip() == "//# sourceMappingURL=vis-network.min.js.map"
