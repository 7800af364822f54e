"""Commands about what would be otherwise, and what soon may be."""

from __future__ import annotations

from pathlib import Path

import click

from kuntaverkostot.cli.messages import Command
from kuntaverkostot.cli.options import candidates_option, data_option, language_option, quiet_option
from kuntaverkostot.cli.progress import progress
from kuntaverkostot.cli.reading import read
from kuntaverkostot.cli.terminal import DATA, printable, stop, write
from kuntaverkostot.text.language import say
from kuntaverkostot.text.unfit import UnfitError


def _mergers(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the successor of each municipality, written as Salo=Lohja."""
    pairs = {}
    for value in values:
        gone, sign, into = (part.strip() for part in value.partition("="))
        if not (gone and sign and into) or printable(gone) in pairs:
            raise click.BadParameter(value, context, parameter)
        pairs[printable(gone)] = printable(into)
    return pairs


@click.command("what-if", cls=Command)
@data_option
@language_option
@click.option("--of", metavar="network")
@click.option("--min-population", type=click.IntRange(min=0), metavar="inhabitants")
@click.option("--max-population", type=click.IntRange(min=0), metavar="inhabitants")
@click.option("--date", metavar="date")
@click.option("--merge", multiple=True, callback=_mergers, metavar="merger")
@click.option("--join", multiple=True, metavar="asked_member")
@click.option("--leave", multiple=True, metavar="asked_member")
@click.option("--format", "form", type=click.Choice(["text", "html", "csv", "json"]), default="text", show_default=True)
@quiet_option
def what_if(  # noqa: PLR0913 - one for each option
    data: Path | None,
    *,
    language: str,
    of: str | None,
    min_population: int | None,
    max_population: int | None,
    date: str | None,
    merge: dict[str, str],
    join: tuple[str, ...],
    leave: tuple[str, ...],
    form: str,
) -> None:
    """Print what would change with another limit, day, merger or member: who joins, who leaves, what overlaps."""
    with progress(language, "reading", "overlap") as advance:
        from kuntaverkostot.analysis.scenarios import what_if as asked  # noqa: PLC0415
        from kuntaverkostot.cli.answer_forms import listed_scenario  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        try:
            answer = asked(
                dataset,
                network=of and printable(of),
                min_population=min_population,
                max_population=max_population,
                date=date and printable(date),
                merge=merge,
                join=map(printable, join),
                leave=map(printable, leave),
                language=language,
            )
        except UnfitError as error:
            stop(error.message(language), DATA)
        if form == "html":
            from kuntaverkostot.page.comparison_page import compare_page  # noqa: PLC0415

            lead = answer.sentences[language]
            text = compare_page(dataset, answer.dataset, language=language, lead=lead).html
        else:
            text = listed_scenario(answer, language=language, form=form)
    write(text, language)


@click.command(cls=Command)
@data_option
@language_option
@click.option("--format", "form", type=click.Choice(["text", "html", "csv", "json"]), default="text", show_default=True)
@candidates_option
@quiet_option
def years(data: Path | None, *, language: str, form: str, candidates: bool) -> None:
    """Print who joined and who left by the rules, from each day of the populations to the next."""
    with progress(language, "reading", "overlap") as advance:
        dataset = read(data, language)
        advance()
        days = sorted(dataset.populations["date"].unique())
        if len(days) < 2:
            stop(say(language, "usage.days"), DATA)
        if form == "html":
            from kuntaverkostot.page.years_page import years_page  # noqa: PLC0415

            text = years_page(dataset, dates=days, candidates=candidates, language=language).html
        else:
            from kuntaverkostot.analysis.years import through_years  # noqa: PLC0415
            from kuntaverkostot.cli.answer_forms import listed_years  # noqa: PLC0415

            table = through_years(dataset, candidates=candidates, language=language)
            text = listed_years(table, language=language, form=form)
    write(text, language)


@click.command("near-limit", cls=Command)
@data_option
@language_option
@click.option("--of", metavar="network")
@click.option("--percent", type=click.FloatRange(min=0, max=100), default=5, show_default=True, metavar="percent")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@quiet_option
def near_limit(data: Path | None, *, language: str, of: str | None, percent: float, form: str) -> None:
    """Print the municipalities near a limit, their trend, and the year in which a straight line would cross it."""
    with progress(language, "reading", "overlap") as advance:
        from kuntaverkostot.analysis.limits import near_limit as near  # noqa: PLC0415
        from kuntaverkostot.cli.answer_forms import listed_near  # noqa: PLC0415
        from kuntaverkostot.dataset.deriving import POPULATION  # noqa: PLC0415
        from kuntaverkostot.dataset.suggestions import find_network  # noqa: PLC0415

        dataset = read(data, language)
        advance()
        try:
            table = near(dataset, share=percent / 100, network=of and printable(of), language=language)
        except UnfitError as error:
            stop(error.message(language), DATA)
        rules = dataset.rules[dataset.rules["field"] == POPULATION]
        asked = rules if of is None else rules[rules["network_id"] == find_network(dataset, printable(of))]
        none = "no_rule" if asked.empty else "none"
        text = listed_near(table, language=language, form=form) or say(language, f"near_limit.{none}")
    write(text, language)
