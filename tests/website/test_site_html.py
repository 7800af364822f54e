"""Each kind of page of the site by the rules of HTML."""

from __future__ import annotations

import json
import re
import subprocess

import kuntaverkostot as kv

# The checker is older than this directive of the policy.
NEW_DIRECTIVES = re.compile(r'; require-trusted-types-for [^"]+(?=">)')
KINDS = ["index", "sources", "n-kehyskunnat", "n-cemr", "n-maakuntien-liitot", "m-734", "o-council-01"]


def test_each_kind_of_page_is_valid(real, html_checker, tmp_path):
    files = dict(kv.build_site(real, base="https://example.org/").files())
    names = ["index.html", *(f"{language}/{kind}.html" for language in ("fi", "sv", "en") for kind in KINDS)]
    for name in names:
        text = NEW_DIRECTIVES.sub("", files[name].decode("utf-8"))
        (tmp_path / name.replace("/", "-")).write_text(text, encoding="utf-8")
    done = subprocess.run([*html_checker, *map(str, sorted(tmp_path.iterdir()))], check=True, capture_output=True)
    messages = [message for message in json.loads(done.stderr)["messages"] if message["type"] != "info"]
    assert [(one["url"].rpartition("/")[2], one["message"], one["extract"]) for one in messages] == []
