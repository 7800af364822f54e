"""Files for web servers and search engines: response headers, and the addresses of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from markupsafe import escape

from kuntaverkostot.page.headers import OWN_SITE, response_headers
from kuntaverkostot.website.addresses import ASSETS

HEADERS = "_headers"
SITEMAP = "sitemap.xml"
NUMBERED_SITEMAPS = "sitemap-[0-9]*.xml"
MOST_ADDRESSES = 50_000  # in one file, by https://www.sitemaps.org/protocol.html
FOR_EVER = "public, max-age=31536000, immutable"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def policy(*, scripted: bool) -> str:
    """Return the content security policy of a page of the site: its own files, and nothing inline.

    Parameters
    ----------
    scripted : bool
        Whether the page has a script; most have none.

    Examples
    --------
    >>> policy(scripted=False).split("; ")[:3]
    ["default-src 'none'", "script-src 'none'", "style-src 'self'"]
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {OWN_SITE if scripted else repr('none')}",
            f"style-src {OWN_SITE}",
            f"img-src {OWN_SITE}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def headers_file(folders: Iterable[str], explorers: Mapping[str, Mapping[str, str]], *, base: str) -> str:
    r"""Return the response headers of the site, as static hosts read them from a file of this name.

    Parameters
    ----------
    folders : iterable of str
        Folders of the pages, by language.
    explorers : mapping of str to mapping of str to str
        Headers of the documents with the diagram, by path; they have scripts of their own.
    base : str
        Address of the site, or "".

    Examples
    --------
    >>> headers_file([], {}, base="https://example.org/a/").splitlines()[-2:]
    ['/a/assets/*', '  Cache-Control: public, max-age=31536000, immutable']
    """
    own = response_headers(policy(scripted=True))
    rules: dict[str, Mapping[str, str]] = {"": own, "index.html": own}
    # A rule for everything would also hold for the diagram, whose policy is another.
    rules |= {f"{folder}/*": own for folder in folders}
    rules |= explorers
    rules[f"{ASSETS}/*"] = {"Cache-Control": FOR_EVER}
    root = urlsplit(base).path or "/"
    return "\n".join(
        "".join([f"{root}{path}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])
        for path, headers in rules.items()
    )


def sitemap_files(pages: Iterable[str], *, base: str) -> Iterator[tuple[str, str]]:
    """Yield the files with the addresses of all pages: one, or several with a file that names them.

    Parameters
    ----------
    pages : iterable of str
        Paths of the pages inside the site; a long list may have more parts in one language than in another.
    base : str
        Address of the site.
    """
    addresses = [f"{base}{quote(page)}" for page in pages]
    stretches = [addresses[begin : begin + MOST_ADDRESSES] for begin in range(0, len(addresses), MOST_ADDRESSES)]
    if len(stretches) == 1:
        yield SITEMAP, _document("urlset", "url", stretches[0])
        return
    names = [f"sitemap-{place}.xml" for place in range(1, len(stretches) + 1)]
    yield SITEMAP, _document("sitemapindex", "sitemap", [f"{base}{name}" for name in names])
    for name, stretch in zip(names, stretches, strict=True):
        yield name, _document("urlset", "url", stretch)


def _document(root: str, entry: str, addresses: Iterable[str]) -> str:
    lines = (f"<{entry}><loc>{escape(address)}</loc></{entry}>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {NAMESPACE}>\n{"".join(lines)}</{root}>\n'
