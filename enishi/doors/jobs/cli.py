"""The command `enishi`: its verbs, loaded when they are called, helped in two languages."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, cast

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Verb → where its command lives, and one line about it.
VERBS = {
    "serve": ("enishi.doors.jobs.serve:serve", _("Open the house: pages and worker.")),
    "demo": (
        "enishi.doors.jobs.demo_command:demo_command",
        _("Open a house full of fictional people, to look around in."),
    ),
    "import": (
        "enishi.doors.jobs.portability:import_command",
        _("Bring a LinkedIn archive or a JSON Resume into a member's record."),
    ),
    "export": (
        "enishi.doors.jobs.portability:export_command",
        _("Write a member's record to a file."),
    ),
    "doctor": (
        "enishi.doors.jobs.doctor:doctor",
        _("Look the house over: what is wrong, and what to do."),
    ),
    "check": ("enishi.doors.jobs.check:check", _("Check the settings, as before a start.")),
    "prepare": (
        "enishi.doors.jobs.serve:prepare_command",
        _("Make or upgrade the tables and collect the static files."),
    ),
    "operator": (
        "enishi.doors.jobs.operator:operator",
        _("Make a member an operator of the house."),
    ),
    "worker": (
        "enishi.doors.jobs.worker:worker",
        _("Do the work behind the pages; `serve` runs one."),
    ),
    "rebuild": (
        "enishi.doors.jobs.cli:rebuild",
        _("Burn what is derived and build it again from the database."),
    ),
    "bench": (
        "enishi.doors.jobs.cli:bench",
        _("Measure how fast an engine answers, on data made up for it."),
    ),
    "evaluate": (
        "enishi.doors.jobs.cli:evaluate",
        _("Measure the quality of answers over data from outside."),
    ),
}
REBUILD = {
    "index": ("enishi.doors.jobs.search:rebuild_index", _("The search index.")),
    "graph": ("enishi.doors.jobs.graph:rebuild_graph", _("The snapshot of the graph.")),
    "standing": (
        "enishi.doors.jobs.standing:rebuild_standing",
        _("What is known of records that are followed for saved searches and questions."),
    ),
    "suggestions": (
        "enishi.doors.jobs.suggestions:rebuild_suggestions",
        _("What suggestions are made of: rare words, and what counts how much."),
    ),
}
EVALUATE = {
    "search": (
        "enishi.doors.jobs.search:evaluate_search",
        _("Search, by judged queries."),
    ),
    "degrees": (
        "enishi.doors.jobs.graph:evaluate_degrees",
        _("Degrees, for pairs over a list of edges."),
    ),
    "suggestions": (
        "enishi.doors.jobs.suggestions:evaluate_suggestions",
        _("Suggestions, by ties that were held out."),
    ),
}
BENCH = {
    "search": (
        "enishi.doors.jobs.bench_search:bench_search",
        _("Search, beside SQLite's own."),
    ),
    "standing": (
        "enishi.doors.jobs.bench_standing:bench_standing",
        _("Stored queries, as one changed record comes by."),
    ),
    "graph": (
        "enishi.doors.jobs.bench.command:bench_graph",
        _("Degrees, paths and candidates, beside NumPy and SQLite."),
    ),
    "suggestions": (
        "enishi.doors.jobs.bench.suggestions:bench_suggestions",
        _("The page of suggestions, in the demo house."),
    ),
}


class Verbs(click.Group):
    """A group whose commands are imported only when they are called."""

    def __init__(
        self, verbs: Mapping[str, tuple[str, object]], name: str, about: object
    ) -> None:
        super().__init__(name=name, help=about)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs, in the order a reader meets them."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command behind a verb."""
        if cmd_name not in self.verbs:
            return None
        module, _colon, name = self.verbs[cmd_name][0].partition(":")
        command = cast("click.Command", getattr(import_module(module), name))
        command.short_help = str(self.verbs[cmd_name][1])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs without importing what stands behind them."""
        with formatter.section(str(_("Commands"))):
            formatter.write_dl(
                [(verb, str(about)) for verb, (_at, about) in self.verbs.items()]
            )


def terminal_language() -> str:
    """The language of the operator's terminal: Japanese if it says so, else English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def run() -> None:
    """Set the house up and obey the command line."""
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise SystemExit(str(problem)) from problem
    with translation.override(terminal_language()):
        about = _("Enishi (縁): a professional network that anybody can run.")
        Verbs(VERBS, "enishi", about)(prog_name="enishi")


rebuild = Verbs(REBUILD, "rebuild", VERBS["rebuild"][1])
evaluate = Verbs(EVALUATE, "evaluate", VERBS["evaluate"][1])
bench = Verbs(BENCH, "bench", VERBS["bench"][1])
