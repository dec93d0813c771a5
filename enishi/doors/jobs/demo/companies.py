"""Several hundred fictional employers, the same in every house."""

from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.types import Pair

PER_INDUSTRY = 11
_BRANCHES = 3


@dataclass(frozen=True, slots=True)
class Company:
    """A fictional employer. `cities` are indexes, its seat first, then its branches."""

    name: Pair
    industry: bank.Industry
    things: tuple[Pair, ...]
    founded: int
    staff: int
    cities: tuple[int, ...]


@cache
def companies() -> tuple[Company, ...]:
    """All companies, industry by industry."""
    rng = Random("the employers of every demo house")  # noqa: S311 – invented, not secret
    return tuple(
        company for industry in bank.industries() for company in _of_industry(industry, rng)
    )


@cache
def weights() -> NDArray[np.float64]:
    """How many members a company draws, by its size; float64, shape (companies,)."""
    return np.sqrt(np.array([company.staff for company in companies()], dtype=np.float64))


def _of_industry(industry: bank.Industry, rng: Random) -> list[Company]:
    stems = [Pair(ja, en) for ja, en in bank.read_rows("company_stems.tsv")]
    chosen = rng.sample(stems, PER_INDUSTRY)
    return [_company(industry, stem, nth, rng) for nth, stem in enumerate(chosen)]


def _company(industry: bank.Industry, stem: Pair, nth: int, rng: Random) -> Company:
    ending = industry.names[nth % len(industry.names)]
    cities = bank.cities()
    places = rng.choices(range(len(cities)), [city.weight for city in cities], k=_BRANCHES + 1)
    ja = f"{stem.ja}{ending.ja}"
    things = tuple(
        Pair(thing.ja.replace("{s}", stem.ja), thing.en.replace("{S}", stem.en))
        for thing in industry.things
    )
    return Company(
        name=Pair(_with_form(industry.form, ja, nth), f"{stem.en} {ending.en}"),
        industry=industry,
        things=things,
        founded=rng.randint(1897, 2014),
        # A few large houses and many small ones, as in any trade.
        staff=max(12, round(industry.staff * 3 / (nth + 1) ** 0.9)),
        cities=tuple(dict.fromkeys(places)),
    )


def _with_form(form: str, name: str, nth: int) -> str:
    # Every fourth joint-stock company carries its form behind its name, as many do.
    if form == "株式会社" and nth % 4 == 3:  # noqa: PLR2004
        return f"{name}{form}"
    separator = " " if form.endswith("法人") else ""
    return f"{form}{separator}{name}"
