"""Commands that publish: the pages, and the site."""

from __future__ import annotations

from pathlib import Path

import click

from kuntaverkostot.cli.engine import engine_options, read_or_count
from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import candidates_option, data_option, environment_language, paged_members, quiet_option
from kuntaverkostot.cli.output import check_addresses, make_folder, page_files, page_names, save_together
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.reading import read
from kuntaverkostot.cli.terminal import DATA, print_paths, printable, stop, writing
from kuntaverkostot.dataset.addresses import is_base_address
from kuntaverkostot.text.language import LANGUAGES, say
from kuntaverkostot.text.unfit import UnfitError


@click.command(cls=Command)
@data_option
@click.option(
    "--lang",
    "language",
    type=click.Choice([*LANGUAGES, "all"]),
    default="all",
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="folder",
)
@click.option("--overwrite", is_flag=True)
@candidates_option
@click.option("--title", default="", metavar="text")
@click.option("--accessibility", default="", metavar="address")
@click.option("--feedback", default="", metavar="address")
@click.option("--headers", is_flag=True)
@click.option("--embed", is_flag=True)
@engine_options
@quiet_option
def export(  # noqa: PLR0913 - one for each option
    data: Path | None,
    *,
    language: str,
    out: Path,
    overwrite: bool,
    candidates: bool,
    title: str,
    accessibility: str,
    feedback: str,
    headers: bool,
    embed: bool,
    engine: str | None,
    master: str,
) -> None:
    """Write the page in one language or in all three, and print where."""
    spoken = environment_language() if language == "all" else language
    languages = LANGUAGES if language == "all" else (language,)
    with progress(spoken, "reading", "pages") as advance:
        from kuntaverkostot.page.page import build_pages  # noqa: PLC0415

        addresses = {"accessibility": accessibility, "feedback": feedback}
        check_addresses(addresses, spoken)
        dataset = read_or_count(data, engine, master, spoken)
        make_folder(out, [] if overwrite else page_names(languages, headers=headers, embed=embed), spoken)
        advance()
        try:
            pages = build_pages(dataset, languages=languages, candidates=candidates, title=title, **addresses)
        except UnfitError as error:
            stop(error.message(spoken), DATA)
    files = page_files(pages, out, spoken, headers=headers, embed=embed)
    save_together(files, language=spoken, overwrite=overwrite)


class SiteCommand(Command):
    """A command whose --members says which members have a page, or what they are called."""

    paged = ("none", "listed", "all")


@click.command(cls=SiteCommand)
@data_option
@click.option("--lang", "language", type=click.Choice([*LANGUAGES, "all"]), default="all", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("site"), metavar="folder")
@click.option("--overwrite", is_flag=True)
@click.option("--base", default="", metavar="address")
@click.option("--title", default="", metavar="text")
@click.option("--accessibility", default="", metavar="address")
@click.option("--feedback", default="", metavar="address")
@quiet_option
def site(  # noqa: PLR0913 - one for each option
    data: Path | None,
    *,
    language: str,
    out: Path,
    overwrite: bool,
    base: str,
    title: str,
    accessibility: str,
    feedback: str,
) -> None:
    """Write a static site: a start page, and a page for each network and each member."""
    spoken = environment_language() if language == "all" else language
    languages = LANGUAGES if language == "all" else (language,)
    with progress(spoken, "reading", "site") as advance:
        from kuntaverkostot.website.site import build_site  # noqa: PLC0415

        addresses = {"accessibility": accessibility, "feedback": feedback}
        check_addresses(addresses, spoken)
        if base and not is_base_address(base):
            stop(say(spoken, "usage.base", option="--base", address=printable(base)), DATA)
        dataset = read(data, spoken)
        advance()
        try:
            built = build_site(
                dataset, languages=languages, members=paged_members(), base=base, title=title, **addresses
            )
        except UnfitError as error:
            stop(error.message(spoken), DATA)
        with writing(None, spoken, taken="taken"):
            built.write(out, overwrite=overwrite)
    print_paths([out / "index.html"], spoken)
