"""Finds the command that was asked for, and says in one line what went wrong."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import click

COMMANDS = {
    "scan": ("workflow.commands.scan", "What VCFs show in the four genes, and what not."),
    "batch": ("workflow.commands.batch", "Many cases at once: a folder for each, and tables."),
    "check": ("workflow.commands.check", "What a VCF is, who is in it, what a scan can say of it."),
    "explain": ("workflow.commands.explain", "Why a place of a VCF is in the result, or not."),
    "family": ("workflow.commands.family", "Every relative: flag, tests, reason, chance, order."),
    "report": ("workflow.commands.report", "Write the documents of one case."),
    "profile": ("workflow.commands.profile", "Check the profile of a clinic or laboratory."),
    "draw": ("workflow.commands.draw", "Draw the family as an SVG."),
    "convert": ("workflow.commands.convert", "Write a pedigree in another format."),
    "kin": ("workflow.commands.kin", "How two people of a family are related."),
    "why": ("workflow.commands.why", "Why a rule, an alarm or an offer stands as it does."),
    "sign-off": ("workflow.commands.sign_off", "Check a document, or authorise a checked one."),
    "verify": ("workflow.commands.verify", "Whether documents are as they were recorded."),
    "recheck": ("workflow.commands.recheck", "Which documents today's knowledge would change."),
    "export": ("workflow.commands.export", "Hand over as Word files, FHIR bundle or table."),
    "demo": ("workflow.commands.demo", "Write the documents of fictitious families."),
    "doctor": ("workflow.commands.doctor", "What is missing here, and how to mend it."),
    "reference": (
        "workflow.commands.reference",
        "Add the reference genome, which names and aligns.",
    ),
    "knowledge": ("workflow.commands.knowledge", "Check the knowledge files; print the rule book."),
}
"""Each command's module and its line in the list of commands, which imports none of them."""

BUG = 5


class Commands(click.Group):
    """The commands of `workflow/commands`, each imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """Return the written-out list."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click asks so
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command's click object, None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click asks so
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from workflow.versions import library_lines, versions_line

        click.echo(versions_line())
        for line in library_lines():
            click.echo(line)
        ctx.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Decision support for professionals. Every document is a draft until signed.",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print software and knowledge version.",
)
def cli() -> None:
    """Inherited sideroblastic anaemia: from VCF and family to screening list and letters."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code (0, 1, 2, 3, 4 or 5)."""
    try:
        result = cli.main(args=arguments, prog_name="sideroscreen", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - the last net: everything is said in one line
        return _said(error)
    return result if isinstance(result, int) else 0


def _said(error: Exception) -> int:
    """Say what went wrong, and return the exit code."""
    from genetics.errors import SideroscreenError

    match error:
        case SideroscreenError():
            for mistake in error.mistakes:
                click.echo(f"sideroscreen: {mistake}", err=True)
            return error.exit_code
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.exceptions.Abort():
            click.echo("sideroscreen: stopped by the user", err=True)
            return 1
        case BrokenPipeError():
            return 0
        case OSError():
            what = error.strerror or type(error).__name__
            click.echo(
                f"sideroscreen: {error.filename or 'output'}: {what}; nothing more was written",
                err=True,
            )
            return 2
        case _:
            return _bug(error)


def _bug(error: Exception) -> int:
    import os
    import traceback

    if os.environ.get("SIDEROSCREEN_DEBUG"):
        traceback.print_exc()
    click.echo(
        f"sideroscreen: this is a bug of ours ({type(error).__name__}: {error}); nothing was "
        "written; run again with SIDEROSCREEN_DEBUG=1 and report what it prints",
        err=True,
    )
    return BUG
