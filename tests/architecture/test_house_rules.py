"""Rules of the house that import-linter and ruff cannot say."""

import ast
import re
from pathlib import Path

import grimp
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2] / "enishi"
FILES = [path for path in ROOT.rglob("*.py") if "migrations" not in path.parts]
PRIVATE = ("models", "policies", "handlers", "admin", "migrations", "apps")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path):
    assert len(path.read_text().splitlines()) <= 400


def test_rooms_meet_only_through_their_public_faces():
    house = grimp.build_graph("enishi", exclude_type_checking_imports=True)
    trespassers = [
        f"{importer} -> {imported}"
        for importer in house.find_descendants("enishi.rooms")
        for imported in house.find_modules_directly_imported_by(importer)
        if imported.startswith("enishi.rooms.")
        and imported.split(".")[2] != importer.split(".")[2]
        and imported.split(".")[3:4]
        and imported.split(".")[3] in PRIVATE
    ]
    assert trespassers == []


@pytest.mark.parametrize(
    "path",
    sorted({*ROOT.glob("rooms/*/services.py"), *ROOT.glob("rooms/*/services/*.py")}),
    ids=str,
)
def test_services_take_keyword_only_arguments(path):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert not node.args.args, f"{node.name} takes positional arguments"


def every_view(patterns=None):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from every_view(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith(
            "enishi"
        ):
            yield pattern.callback  # allauth's and Django's own views guard themselves


@pytest.mark.parametrize("view", list(every_view()), ids=lambda view: view.__qualname__)
def test_every_view_says_who_may_pass(view):
    assert getattr(view, "access", None) in {"public", "members", "operators"}


@pytest.mark.parametrize("path", list(ROOT.glob("doors/**/*.py")), ids=str)
def test_doors_neither_query_nor_save(path):
    asked = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert not asked & {"objects", "filter", "annotate", "save", "bulk_create"}


@pytest.mark.parametrize("path", list(ROOT.glob("**/migrations/0*.py")), ids=str)
def test_migrations_are_named_and_import_nothing_of_ours(path):
    source = path.read_text()
    assert "_auto_" not in path.name
    assert "from enishi" not in source
    for call in re.findall(r"RunPython\((.*?)\)", source, re.S):
        assert "," in call, "give RunPython its reverse"
