"""Vocabulary files, and reading them. Where each comes from: README.md beside this."""

from importlib.resources import files


def bytes_of(name: str) -> bytes:
    """The file `name` as it is."""
    return files(__name__).joinpath(name).read_bytes()


def rows_of(name: str) -> list[tuple[str, ...]]:
    """The rows of a table: fields apart by tabs, lines that start with # left out."""
    lines = bytes_of(name).decode().splitlines()
    return [tuple(line.split("\t")) for line in lines if line and line[0] != "#"]


def has(name: str) -> bool:
    """Whether the file `name` is here: an operator may take one out."""
    return files(__name__).joinpath(name).is_file()
