"""What schema.org has terms for, as JSON-LD: the dataset, municipalities and other members, and their networks."""

from __future__ import annotations

from collections.abc import Iterable

from kuntaverkostot.dataset.standing import is_current
from kuntaverkostot.text.node_ids import node_code
from kuntaverkostot.website.addresses import TABLES, page_name, page_stem
from kuntaverkostot.website.edition import Edition
from kuntaverkostot.website.foundation import Foundation
from kuntaverkostot.website.member_pages import MemberPage
from kuntaverkostot.website.network_pages import NetworkPage

Thing = dict[str, object]
CONTEXT = "https://schema.org"
ORGANISATION = "Organization"  # and members of which the tables do not say that they are public bodies
CSV, JSON = "text/csv", "application/json"


def of_dataset(edition: Edition, tables: Iterable[str], licence: str) -> Thing:
    """Return the description of the dataset.

    Parameters
    ----------
    edition : Edition
        The site in one language.
    tables : iterable of str
        File names of the tables.
    licence : str
        Address of the licence of all tables; "" where it is not known.
    """
    files = [_file(edition, f"{TABLES}/datapackage.json", JSON)]
    files += [_file(edition, f"{TABLES}/{name}", CSV) for name in tables]
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": edition.words.heading,
        "description": edition.say("page.lead"),
        "inLanguage": list(edition.foundation.languages),
        **({"license": licence} if licence else {}),
        "distribution": files,
    }


def _file(edition: Edition, path: str, form: str) -> Thing:
    return {"@type": "DataDownload", "encodingFormat": form, "contentUrl": _address(edition, path)}


def of_member(edition: Edition, page: MemberPage) -> Thing | None:
    """Return the description of a municipality or another organisation; None in tables of anything else."""
    foundation = edition.foundation
    if not foundation.is_municipal:
        return None
    return {
        **_organisation(edition, page.node, _kind(foundation, page.node)),
        "name": page.name.text,
        **({"alternateName": [other.text for other in page.others]} if page.others else {}),
        "identifier": node_code(page.node),
        **({"memberOf": list(map(_reference, page.current))} if page.current else {}),
    }


def of_network(edition: Edition, page: NetworkPage, members: list[int]) -> Thing | None:
    """Return the description of a network of municipalities; None in tables of anything else."""
    foundation = edition.foundation
    if not foundation.is_municipal:
        return None
    row = foundation.network_rows[node_code(page.entry.node)]
    is_running = is_current(page.entry.status)
    # The end of one that still runs is planned.
    dates = {"foundingDate": row["founded"], "dissolutionDate": "" if is_running else row["ended"]}
    rows = edition.localized.members_as[members].tolist()
    nodes = [foundation.nodes[member] for member in rows if foundation.has_page[member]]
    listed = [_reference(node, _kind(foundation, node)) for node in nodes]
    return {
        **_organisation(edition, page.entry.node, ORGANISATION),
        "name": page.entry.name.text,
        **({"description": page.entry.description} if page.entry.description else {}),
        **{key: date for key, date in dates.items() if date},
        **({"member": listed} if listed and is_running else {}),
    }


def _organisation(edition: Edition, node: str, kind: str) -> Thing:
    page = page_name(page_stem(node))
    return {"@context": CONTEXT, "@type": kind, "@id": page, "url": _address(edition, f"{edition.language}/{page}")}


def _kind(foundation: Foundation, node: str) -> str:
    return "GovernmentOrganization" if node in foundation.public_bodies else ORGANISATION


def _reference(node: str, kind: str = ORGANISATION) -> Thing:
    return {"@type": kind, "@id": page_name(page_stem(node))}


def _address(edition: Edition, path: str) -> str:
    return f"{edition.foundation.base or '../'}{path}"
