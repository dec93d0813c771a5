"""JSON Resume 1.2.1 as one table: which of its sections and fields is what in a record.

Reader and writer both walk this table, so that they cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Types a field may have.
WORD = "word"
LIST = "list"

#: Names that older versions of the schema used, and files in the wild still do.
OLDER_NAMES = {"company": "name", "website": "url"}


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the document, and how its elements become items.

    `text` and `lines` both hold lines of evidence: a single line is written to the first,
    several to the second. `details` maps a field of the document to a key of the details.
    """

    name: str
    kind: str
    title: str = ""
    organization: str = ""
    place: str = ""
    text: str = ""
    lines: str = ""
    url: str = ""
    starts: str = ""
    ends: str = ""
    details: dict[str, tuple[str, str]] = field(default_factory=dict)
    may_be_current: bool = False


SECTIONS = (
    Section(
        "work",
        "position",
        title="position",
        organization="name",
        place="location",
        text="summary",
        lines="highlights",
        url="url",
        starts="startDate",
        ends="endDate",
        details={"description": ("about_organization", WORD)},
        may_be_current=True,
    ),
    Section(
        "volunteer",
        "volunteering",
        title="position",
        organization="organization",
        text="summary",
        lines="highlights",
        url="url",
        starts="startDate",
        ends="endDate",
        may_be_current=True,
    ),
    Section(
        "education",
        "education",
        title="studyType",
        organization="institution",
        url="url",
        starts="startDate",
        ends="endDate",
        details={
            "area": ("area", WORD),
            "score": ("score", WORD),
            "courses": ("courses", LIST),
        },
    ),
    Section(
        "awards",
        "award",
        title="title",
        organization="awarder",
        text="summary",
        starts="date",
    ),
    Section(
        "certificates",
        "certificate",
        title="name",
        organization="issuer",
        url="url",
        starts="date",
    ),
    Section(
        "publications",
        "publication",
        title="name",
        organization="publisher",
        text="summary",
        url="url",
        starts="releaseDate",
    ),
    Section(
        "skills",
        "skill",
        title="name",
        details={"level": ("level", WORD), "keywords": ("keywords", LIST)},
    ),
    Section(
        "languages",
        "language",
        title="language",
        details={"fluency": ("proficiency", WORD)},
    ),
    Section("interests", "interest", title="name", details={"keywords": ("keywords", LIST)}),
    Section("references", "reference", title="name", text="reference"),
    Section(
        "projects",
        "project",
        title="name",
        organization="entity",
        text="description",
        lines="highlights",
        url="url",
        starts="startDate",
        ends="endDate",
        details={
            "keywords": ("keywords", LIST),
            "roles": ("roles", LIST),
            "type": ("type", WORD),
        },
        may_be_current=True,
    ),
)

#: Fields of the objects that are no sections.
LOCATION_WORDS = ("address", "postalCode", "city", "countryCode", "region")
PROFILE_WORDS = ("network", "username", "url")
META_WORDS = ("canonical", "version", "lastModified")

#: Where this house keeps what the standard has no field for; the schema allows more properties.
EXTENSION = "enishi"
EXTENSION_VERSION = 1
