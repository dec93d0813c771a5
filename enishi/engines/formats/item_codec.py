"""Items to plain data and back without loss: what our own extension of a document holds."""

from __future__ import annotations

from dataclasses import fields, replace

from enishi.engines.formats.dates import partial_date
from enishi.engines.formats.tidy import writable
from enishi.engines.formats.types import Details, Item, Name, Origin, Text

KINDS = frozenset(
    {
        *("headline", "summary", "place"),
        *("position", "education", "skill", "language", "certificate", "publication"),
        *("project", "link", "volunteering", "award", "interest", "reference", "contact"),
    }
)
VISIBILITIES = ("everyone", "members", "second_degree", "connections", "only_me")
_PAIRS = ("title", "organization", "place", "text")
_WORDS = ("url", "starts", "ends", "visibility", "text_visibility", "confirmed_on")
_SCRIPTS = ("kanji", "kana", "romaji")

#: Plain data, as JSON has it.
Data = dict[str, object]


def encode_item(item: Item) -> Data:
    """Say everything about an item; what is empty is left out."""
    data: Data = {"kind": item.kind}
    for name in _PAIRS:
        pair: Text = getattr(item, name)
        sides = {side: text for side, text in (("ja", pair.ja), ("en", pair.en)) if text}
        if sides:
            data[name] = sides
    data |= {name: getattr(item, name) for name in _WORDS if getattr(item, name)}
    if item.is_current:
        data["is_current"] = True
    if item.details:
        data["details"] = item.details
    return data


def decode_item(data: object, origin: Origin) -> Item | None:
    """Read what `encode_item` said; None when a stranger's hand made it something else."""
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        return None
    return Item(
        kind=str(data["kind"]),
        title=_pair(data.get("title")),
        organization=_pair(data.get("organization")),
        place=_pair(data.get("place")),
        text=_pair(data.get("text")),
        url=_word(data.get("url")),
        starts=_date(data.get("starts")),
        ends=_date(data.get("ends")),
        is_current=data.get("is_current") is True,
        details=_details(data.get("details")),
        visibility=_visibility(data.get("visibility")),
        text_visibility=_visibility(data.get("text_visibility")),
        confirmed_on=_date(data.get("confirmed_on")),
        origin=origin,
    )


def encode_name(name: Name) -> Data:
    """Say every part of a name that is known."""
    data: Data = {script: list(getattr(name, script)) for script in _SCRIPTS}
    return data | {"unsplit": name.unsplit}


def decode_name(data: object) -> Name | None:
    """Read what `encode_name` said, or None."""
    if not isinstance(data, dict):
        return None
    parts = {script: _two_words(data.get(script)) for script in _SCRIPTS}
    return Name(**parts, unsplit=writable(_word(data.get("unsplit"))))


def three_way(kept: Item, written: Item, found: Item) -> Item:
    """Carry edits that somebody made to the standard fields into the item we had kept.

    Parameters
    ----------
    kept
        The whole item, from the extension.
    written
        How the standard fields read when we wrote them from `kept`.
    found
        How they read now.
    """
    changes: dict[str, object] = {}
    for spec in fields(Item):
        old, new = getattr(written, spec.name), getattr(found, spec.name)
        if old == new or spec.name == "origin":
            continue
        mine = getattr(kept, spec.name)
        changes[spec.name] = _merged_pair(mine, old, new) if isinstance(new, Text) else new
    return replace(kept, **changes)  # type: ignore[arg-type]  # by the fields' own names


def _merged_pair(mine: Text, old: Text, new: Text) -> Text:
    return Text(
        ja=mine.ja if new.ja == old.ja else new.ja,
        en=mine.en if new.en == old.en else new.en,
    )


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _date(value: object) -> str:
    return partial_date(_word(value)) or ""


def _visibility(value: object) -> str:
    return value if isinstance(value, str) and value in VISIBILITIES else ""


def _two_words(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - family and given
        return ("", "")
    return (writable(_word(value[0])), writable(_word(value[1])))


def _pair(value: object) -> Text:
    if not isinstance(value, dict):
        return Text()
    return Text(ja=_word(value.get("ja")), en=_word(value.get("en")))


def _details(value: object) -> Details:
    """Keep words and lists of words: a stranger's extension may hold anything."""
    if not isinstance(value, dict):
        return {}
    details: Details = {}
    for key, inner in value.items():
        if isinstance(inner, str):
            details[key] = inner
        elif isinstance(inner, list):
            details[key] = [word for word in inner if isinstance(word, str)]
    return details
