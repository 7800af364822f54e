"""The site: static files that any web server can serve, and that can be opened from a folder as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from kuntaverkostot.dataset.addresses import is_base_address
from kuntaverkostot.dataset.dataset import Dataset
from kuntaverkostot.dataset.makers import need_dataset
from kuntaverkostot.dataset.vocabulary import spoken
from kuntaverkostot.page.page import check_links
from kuntaverkostot.page.wording import given_title, wording
from kuntaverkostot.tables.atomic_write import taken
from kuntaverkostot.text.language import LANGUAGES, check_language
from kuntaverkostot.website.addresses import ASSETS, EXPLORER, PICTURES, START, TABLES
from kuntaverkostot.website.foundation import MEMBERS, Members, foundation_of
from kuntaverkostot.website.make import files_of
from kuntaverkostot.website.server_files import HEADERS, NUMBERED_SITEMAPS, SITEMAP
from kuntaverkostot.website.write import taken_name, write_site


@dataclass(frozen=True, slots=True, repr=False)
class Site:
    """A site as files, which are made when they are asked for.

    Attributes
    ----------
    title : str
        Title of the site in its first language.
    languages : tuple of str
        Its languages.
    make_files : callable
        Yields the path and the content of each file.
    has_sitemap : bool
        Whether a sitemap is among them.
    """

    title: str
    languages: tuple[str, ...]
    make_files: Callable[[], Iterator[tuple[str, bytes]]]
    has_sitemap: bool = False

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path of each file inside the site, with slashes, and its content."""
        return self.make_files()

    def write(self, folder: str | PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the site into a folder, each file atomically.

        Files that are as they should be are left alone. Of an older site in the folder, those that this one does not
        have are deleted; nothing else in the folder is touched.

        Parameters
        ----------
        folder : path
            Where to; created if it does not exist.
        overwrite : bool
            Whether the files of an older site may be replaced.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        FileExistsError
            When one of the files exists and ``overwrite`` is false; nothing is written then.
        OSError
            When a file cannot be written.
        """
        folder = Path(folder)
        existing = None if overwrite else taken_name(folder, self.tops(folder))
        if existing:
            raise taken(existing)
        return write_site(folder, self.files)

    def tops(self, folder: Path) -> tuple[str, ...]:
        """Return the names that the site takes in a folder; how many sitemaps it has is known when they are made."""
        sitemaps = (SITEMAP, *sorted(path.name for path in folder.glob(NUMBERED_SITEMAPS))) if self.has_sitemap else ()
        return (START, HEADERS, ASSETS, EXPLORER, PICTURES, TABLES, *self.languages, *sitemaps)

    def __repr__(self) -> str:
        return f"Site({self.title!r}, languages={', '.join(self.languages)})"


def build_site(
    dataset: Dataset,
    *,
    languages: Iterable[str] = LANGUAGES,
    members: Members | None = None,
    base: str = "",
    title: str = "",
    accessibility: str = "",
    feedback: str = "",
) -> Site:
    """Return a static site of a dataset: a start page, and a page for each network and each member.

    Parameters
    ----------
    dataset : Dataset
        The tables; they are not changed.
    languages : iterable of {"fi", "sv", "en"}
        Languages of the site.
    members : {"none", "listed", "all"}, optional
        Which members have a page of their own: none, those in a network, or all. When left out: all, or none where
        there are too many to draw.
    base : str
        Address under which the site is published, such as "https://example.org/networks/". With it there are canonical
        addresses and a sitemap, which must be whole addresses.
    title : str
        Title of the site; "" leaves it to the table ``page_texts`` or to neutral words.
    accessibility, feedback : str
        Addresses of the accessibility statement and for feedback (https, http or mailto); "" for none.

    Returns
    -------
    Site
        Write it with ``build_site(dataset).write("public")``. The same dataset gives the same bytes.

    Raises
    ------
    ValueError
        When a language or a choice of members is not supported, an address is invalid, or the title cannot be shown.

    Examples
    --------
    >>> import kuntaverkostot as kv
    >>> site = kv.build_site(kv.load_dataset(), languages=["sv"])
    >>> dict(site.files())["sv/m-091.html"].decode().startswith("<!DOCTYPE html>")
    True
    """
    need_dataset(dataset, "build_site")
    wanted = list(dict.fromkeys(languages)) or list(LANGUAGES)
    for language in wanted:
        check_language(language)
    if members is not None and members not in MEMBERS:
        raise ValueError(f"members must be one of {', '.join(MEMBERS)}, or None; got {members!r}")
    links = {"accessibility": accessibility, "feedback": feedback}
    check_links(links.values())
    if base and not is_base_address(base):
        raise ValueError(f"base must be an address that begins with https:// or http://, without ? and #; got {base!r}")
    title = given_title(title)
    wanted = [spoken(dataset, language) for language in wanted]
    foundation = foundation_of(dataset, languages=wanted, members=members, base=base)
    heading = wording(dataset, language=wanted[0], title=title).title
    return Site(heading, tuple(map(str, wanted)), lambda: files_of(foundation, title=title, links=links), bool(base))
