"""Every file of the site, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kuntaverkostot.diagram.inlining import as_json, built
from kuntaverkostot.diagram.style import palette_style
from kuntaverkostot.page.build import page_of
from kuntaverkostot.page.document import file_name
from kuntaverkostot.text.language import LANGUAGES, say
from kuntaverkostot.text.node_ids import network_node
from kuntaverkostot.text.templates import render
from kuntaverkostot.website.addresses import (
    ASSETS,
    EXPLORER,
    PICTURES,
    START,
    TABLES,
    hashed_name,
    page_stem,
)
from kuntaverkostot.website.documents import Documents, Shared
from kuntaverkostot.website.edition import Edition, edition_of
from kuntaverkostot.website.foundation import Foundation
from kuntaverkostot.website.pictures import marked_picture, whole_picture
from kuntaverkostot.website.server_files import HEADERS, headers_file, policy, sitemap_files
from kuntaverkostot.website.tables import licence_of, package_files

File = tuple[str, bytes]


def files_of(foundation: Foundation, *, title: str, links: Mapping[str, str]) -> Iterator[File]:
    """Yield every file of the site: first what pages refer to, then the pages, then what names them.

    Parameters
    ----------
    foundation : Foundation
        What all languages share.
    title : str
        Title of the site; "" leaves it to the tables.
    links : mapping of str to str
        Addresses of the accessibility statement and for feedback.
    """
    dataset, languages = foundation.scene.dataset, foundation.languages
    editions = [edition_of(foundation, language, title=title) for language in languages]
    style = f"{palette_style()}{built('site.css')}".encode()
    script = built("site.js").encode()
    shared_style, shared_script = hashed_name("site.css", style), hashed_name("site.js", script)
    yield f"{ASSETS}/{shared_style}", style
    yield f"{ASSETS}/{shared_script}", script
    tables = package_files(dataset, title=editions[0].words.title)
    yield from ((f"{TABLES}/{name}", content) for name, content in tables.items())
    shared = Shared(
        style=shared_style,
        script=shared_script,
        # An empty table has its header alone.
        tables=tuple(name for name, content in tables.items() if name.endswith(".csv") and content.count(b"\n") > 1),
        licence=licence_of(tables["datapackage.json"]),
        **links,
    )
    yield from _pictures(foundation)
    policies: dict[str, Mapping[str, str]] = {}
    pages: list[str] = []
    for edition in editions:
        page = page_of(foundation.scene, edition.language, edition.words, dict(links), languages=languages)
        path = Path(file_name(edition.language))
        yield from ((f"{EXPLORER}/{file.name}", content) for file, content in page.contents(path).items())
        policies |= {f"{EXPLORER}/{name}": headers for name, headers in page.stated(path).items()}
        index = _index(edition)
        index_name = hashed_name(f"names.{edition.language}.js", index)
        yield f"{ASSETS}/{index_name}", index
        for name, text in Documents(edition, shared, names=index_name).all():
            pages.append(f"{edition.language}/{name}")
            yield pages[-1], text.encode("utf-8")
    yield START, _door(editions, shared_style).encode("utf-8")
    yield HEADERS, headers_file(languages, policies, base=foundation.base).encode("utf-8")
    if foundation.base:
        maps = sitemap_files(pages, base=foundation.base)
        yield from ((name, text.encode("utf-8")) for name, text in maps)


def _pictures(foundation: Foundation) -> Iterator[File]:
    """Yield the diagram, and what each page marks in it."""
    scene, arrays = foundation.scene, foundation.scene.arrays
    yield f"{PICTURES}/diagram.svg", whole_picture(scene).encode()
    networks = [network_node(code) for code in arrays.networks["network_id"].tolist()]
    starts = arrays.network.searchsorted(range(len(networks) + 1)).tolist()
    for place, network in enumerate(networks):
        members = [foundation.nodes[row] for row in arrays.member[starts[place] : starts[place + 1]].tolist()]
        yield f"{PICTURES}/{page_stem(network)}.svg", marked_picture(scene, network, members).encode()
    held, begins = foundation.networks_of
    for row, node in enumerate(foundation.nodes):
        if foundation.has_page[row]:
            own = [networks[network] for network in held[begins[row] : begins[row + 1]].tolist()]
            yield f"{PICTURES}/{page_stem(node)}.svg", marked_picture(scene, node, own).encode()


def _index(edition: Edition) -> bytes:
    """Return the names that can be searched, as a script: a page in a folder may load no data, but scripts."""
    foundation, language = edition.foundation, edition.language
    columns = [f"name_{code}" for code in LANGUAGES]
    arrays = foundation.scene.arrays
    of_networks, of_members = (table[columns].to_numpy().tolist() for table in (arrays.networks, arrays.members))
    rows = [
        (entry.node, entry.name, of_networks[row])
        for row, entry in zip(edition.localized.networks_as.tolist(), edition.networks, strict=True)
    ] + [
        (foundation.nodes[row], name, of_members[row])
        for row, name in zip(edition.localized.members_as.tolist(), edition.localized.members, strict=True)
        if foundation.has_page[row]
    ]
    listed = [
        [page_stem(node), name.text, name.language if name.language != language else "", *_others(name.text, names)]
        for node, name, names in rows
    ]
    return f"siteNames={as_json(listed)};\n".encode()


def _others(name: str, names: Iterable[str]) -> list[str]:
    return sorted({other for other in names if other and other != name})


def _door(editions: list[Edition], style: str) -> str:
    """Return the page at the address of the site, from which one goes on in one's language."""
    first = editions[0]
    return render(
        "website/templates/languages.html.jinja",
        first.language,
        heading=first.words.heading,
        policy=policy(scripted=False),
        style=f"{ASSETS}/{style}",
        canonical=first.foundation.base,
        languages=[
            (
                edition.language,
                say(edition.language, f"words.language_{edition.language}"),
                f"{edition.language}/{START}",
            )
            for edition in editions
        ],
    )
