from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuntaverkostot.dataset.addresses import is_address, is_web_address

GOOD = [
    "https://kunta.fi",
    "http://kunta.fi/",
    "https://www.kuntaliitto.fi/a/@b?c=d@e#f@g",
    "https://ääni.fi/ö?å",
    "https://sv.xn--kohrald-dya.vn/sv/Landskapsf%C3%B6rbund",
    "https://kunta.fi./",
    "https://kunta.fi:8443/x",
    "http://127.0.0.1:80",
    "http://localhost/",
    "http://[2001:db8::1]:8000/",
    "https://kunta.fi/a_(b)'\"<c>",
]
BAD = [
    "https://kunta.fi@evil.example/",
    "https://kunta.fi:secret@evil.example/",
    "https://kunta.fi%40evil.example/",
    "https://@evil.example/",
    "https://evil.example\\@kunta.fi/",
    "https://evil.example\\kunta.fi/",
    "https:\\\\evil.example",
    "https://",
    "https:///kunta.fi/",
    "https://?kunta.fi",
    "https:kunta.fi",
    "https://.fi",
    "https://kunta..fi",
    "https://-.fi",
    "https://kunta.fi:port/",
    "https://kunta.fi:99999/",
    "https://kunta.fi /",
    " https://kunta.fi",
    "https://kunta.fi/a b",
    "https://kunta.fi/a\u00a0b",
    "https://kunta.fi/\u202ea",
    "https://kunta.fi/\u200ba",
    "https://kunta.fi/\n",
    "https://kun\tta.fi/",
    "https://kunta\u3002fi/",
    "https://evil.example\uff0fkunta.fi/",
    "https://\uff4bunta.fi/",
    "https://[::1/",
    "https://kunta.fi/\udcff",
    "//kunta.fi/",
    "kunta.fi",
    "ftp://kunta.fi",
    "javascript:alert(1)//https://kunta.fi",
    "data:text/html,x",
    "",
]


@pytest.mark.parametrize("text", GOOD)
def test_an_address_of_the_web_is_one(text):
    assert is_web_address(text)
    assert is_address(text)


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_what_it_seems_to_be_is_refused(text):
    assert not is_web_address(text)
    assert not is_address(text)


@pytest.mark.parametrize("text", ["mailto:a@kunta.fi", "mailto:a.b+c@kunta.fi,d@kunta.fi?subject=X&body=y%20z"])
def test_mail_is_an_address_and_no_page(text):
    assert is_address(text)
    assert not is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "mailto:",
        "mailto:a",
        "mailto:@kunta.fi",
        "mailto:a@",
        "mailto:a b@kunta.fi",
        "mailto:?to=a@b.fi",
        "mailto:a@\tb",
    ],
)
def test_mail_to_nobody_is_refused(text):
    assert not is_address(text)


@given(st.text(alphabet="@:/\\?#[]%. \tkf.i\u202e\uff0f1", max_size=20))
def test_what_is_accepted_leads_to_the_host_that_is_seen(rest):
    text = f"https://{rest}"
    if is_web_address(text):
        seen = text.removeprefix("https://").split("/")[0].split("?")[0].split("#")[0]
        parts = urlsplit(text)
        assert (parts.netloc, parts.username, parts.password) == (seen, None, None)
        assert parts.hostname
