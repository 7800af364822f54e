"""The help of the commands in the chosen language.

click marks its own words for gettext, which reads catalogues only from compiled files of the whole process; and the
help is mostly ours. So it is written here, by the methods that click has for it, from ``texts/help/*.toml``.
"""

from __future__ import annotations

import click

from kuntaverkostot.cli.options import chosen_language
from kuntaverkostot.text.language import texts


class LocalizedHelp(click.Command):
    """A command whose help is in the chosen language; its options have no help texts of their own."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = [help_text(ctx, "metavar.options")]
        arguments = [param for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        for param in arguments:
            metavar = help_text(ctx, f"metavar.{param.name}")
            pieces.append(metavar if param.required else f"[{metavar}]")
        if isinstance(self, click.Group):
            pieces.append(help_text(ctx, "metavar.command"))
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{help_text(ctx, 'help.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(help_text(ctx, f"about.{self.name}"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(help_text(ctx, "help.options")):
            formatter.write_dl([(_names(ctx, option), _description(ctx, option)) for option in options])
        if isinstance(self, click.Group):
            with formatter.section(help_text(ctx, "help.commands")):
                formatter.write_dl([(name, help_text(ctx, f"about.{name}")) for name in self.list_commands(ctx)])


def _names(ctx: click.Context, option: click.Option) -> str:
    names = ", ".join(option.opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {option.make_metavar(ctx)}"
    return f"{names} {help_text(ctx, f'metavar.{option.metavar}')}"


def _description(ctx: click.Context, option: click.Option) -> str:
    about = _of_option(ctx, "option", option)
    default = str(option.get_default(ctx)) if option.show_default else _of_option(ctx, "default", option)
    if option.required:
        about += f"  {help_text(ctx, 'help.required')}"
    elif default:
        about += f"  {help_text(ctx, 'help.default').format(value=default)}"
    return about


def _of_option(ctx: click.Context, section: str, option: click.Option) -> str:
    """Return the text of an option of this command, or of the same option of any command."""
    name = option.opts[-1].lstrip("-").replace("-", "_")
    known = texts(chosen_language(ctx), part="help")
    return str(known.get(f"{section}.{ctx.command.name}_{name}", known.get(f"{section}.{name}", "")))


def help_text(ctx: click.Context, key: str) -> str:
    """Return a text of the help in the chosen language."""
    return str(texts(chosen_language(ctx), part="help")[key])
