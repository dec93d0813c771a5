"""What stands around the positions: headline, summary, place, school, skills, languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.plan import NOW
from enishi.doors.jobs.demo.positions import Stint
from enishi.doors.jobs.demo.types import FictionalEntry, Pair
from enishi.doors.jobs.demo.voice import Voice

_WITH_SUMMARY = 0.5
_WITH_CERTIFICATE = 0.45
_SKILL_COUNTS = (2, 3, 3, 4, 5)
_STUDY_YEARS = (3, 2, 4, 6)
_DEGREES = (
    Pair("卒業", "Graduated"),
    Pair("卒業", "Diploma"),
    Pair("学士", "Bachelor"),
    Pair("修士", "Master"),
)
_UNIVERSITY = 2
_ENGLISH = ("beginner", "intermediate", "business", "business", "fluent")
_OTHERS = (
    Pair("中国語", "Chinese"),
    Pair("韓国語", "Korean"),
    Pair("スペイン語", "Spanish"),
    Pair("ベトナム語", "Vietnamese"),
    Pair("フランス語", "French"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody half made: the plan of their career, their voice and their positions."""

    rng: Random
    voice: Voice
    stints: list[Stint]
    positions: list[FictionalEntry]
    school: bank.School
    level: int
    left_school: int

    @property
    def latest(self) -> Stint:
        """The last post they took."""
        return self.stints[-1]


def opening_entries(person: Person) -> list[FictionalEntry]:
    """Headline, place and, for half of all members, a summary."""
    rng, voice = person.rng, person.voice
    words = _words(person)
    place = person.positions[-1].place
    entries = [
        FictionalEntry(kind="headline", text=_spoken(person, "headlines.tsv", words)),
        FictionalEntry(kind="place", text=place, visibility=voice.base),
    ]
    if rng.random() < _WITH_SUMMARY:
        summary = _spoken(person, "summaries.tsv", words)
        shown = voice.shown_to(rng)
        entries.insert(
            1,
            FictionalEntry("summary", text=summary, visibility=shown, text_visibility=shown),
        )
    return entries


def school_entry(person: Person) -> FictionalEntry:
    """The last school, with its years."""
    level = person.level if person.school.level == "university" else min(person.level, 1)
    title = _DEGREES[level]
    if level >= _UNIVERSITY:
        faculty = person.rng.choice(_faculties(person.stints[0].track))
        title = Pair(f"{faculty.ja} {title.ja}", f"{title.en}, {faculty.en}")
    years = 3 if person.school.level == "high" else _STUDY_YEARS[level]
    return FictionalEntry(
        kind="education",
        title=person.voice.named(title),
        organization=person.voice.named(person.school.name),
        starts=f"{person.left_school - years}-04",
        ends=f"{person.left_school}-03",
        visibility=person.voice.base,
        text_visibility=person.voice.base,
    )


def extras_for(person: Person) -> list[FictionalEntry]:
    """Skills, languages and certificates that fit what was done."""
    rng, voice = person.rng, person.voice
    tracks = list(dict.fromkeys(stint.track.key for stint in reversed(person.stints)))
    known = {stint.track.key: stint.track for stint in person.stints}
    skills = [*known[tracks[0]].skills, *(known[tracks[-1]].skills[:2] if tracks[1:] else ())]
    chosen = rng.sample(skills, min(len(skills), rng.choice(_SKILL_COUNTS)))
    entries = [
        FictionalEntry("skill", title=voice.named(skill), visibility=voice.base)
        for skill in dict.fromkeys(chosen)
    ]
    entries += _languages(person)
    certificates = known[tracks[0]].certificates
    if person.latest.track.licensed or rng.random() < _WITH_CERTIFICATE:
        entries.append(_certificate(person, rng.choice(certificates)))
    return entries


def _faculties(track: bank.Track) -> list[Pair]:
    return [faculty for faculty in track.faculties if faculty.ja.endswith("学部")]


def _languages(person: Person) -> list[FictionalEntry]:
    rng, voice = person.rng, person.voice
    spoken = [] if voice.only_english else [(Pair("日本語", "Japanese"), "native")]
    if not voice.only_japanese:
        level = "fluent" if voice.only_english else rng.choice(_ENGLISH)
        spoken.append((Pair("英語", "English"), level))
    if rng.random() < 0.07:  # noqa: PLR2004
        spoken.append((rng.choice(_OTHERS), rng.choice(_ENGLISH)))
    return [
        FictionalEntry("language", title=voice.named(name), details={"proficiency": level})
        for name, level in spoken
    ]


def _certificate(person: Person, name: Pair) -> FictionalEntry:
    # Nobody holds a certificate from before they left school, or from the future.
    year = person.rng.randint(person.left_school, max(person.left_school, NOW // 12 - 1))
    return FictionalEntry("certificate", title=person.voice.named(name), starts=str(year))


def _spoken(person: Person, bank_name: str, words: Mapping[str, Pair]) -> Pair:
    """A headline or summary that can be said of this person."""
    able = [p for p in bank.sentences(bank_name) if p.needs <= words.keys()]
    sentence = person.rng.choice(able)
    return person.voice.said(sentence.fill(person.rng, words), person.rng)


def _words(person: Person) -> dict[str, Pair]:
    latest = person.latest
    field, title = latest.track.field, person.positions[-1].title
    skills = person.rng.sample(latest.track.skills, 2)
    same_field = sum(s.months for s in person.stints if s.track is latest.track)
    words = {
        "org": latest.employer.name,
        "city": bank.cities()[latest.employer.cities[0]].short,
        "field": field,
        "field_": field,
        "school": person.school.name,
        "skill": skills[0],
        "skill_": skills[0],
        "skill2": skills[1],
        "skill2_": skills[1],
        "title": title if title.ja and title.en else latest.track.titles[latest.rank],
    }
    years = same_field // 12
    if years > 1:
        words["years"] = Pair(str(years), str(years))
    earlier = [s.track.field for s in person.stints if s.track is not latest.track]
    if earlier:
        words["before"] = words["before_"] = earlier[-1]
    if latest.ends is not None:
        # Between two posts: say nothing of a current employer.
        del words["org"], words["title"]
    return words
