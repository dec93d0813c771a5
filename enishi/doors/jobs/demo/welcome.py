"""Welcome terms: what a member may be asked, and for how much."""

from random import Random

from enishi.doors.jobs.demo.types import Welcome

_FEES = (5_000, 8_000, 10_000, 12_000, 15_000, 20_000, 25_000, 30_000, 40_000)


def welcome_for(rng: Random, posts: int, rank: int) -> tuple[Welcome, ...]:
    """Terms for a consultation and for a chat; the more senior, the dearer."""
    return (_consultation(rng, posts, rank), _chat(rng))


def _consultation(rng: Random, posts: int, rank: int) -> Welcome:
    stance = rng.choices(("priced", "open", "ask_first", "closed"), (48, 18, 22, 12))[0]
    if stance != "priced":
        return Welcome("consultation", stance)
    low = min(rank + posts // 3, len(_FEES) - 5)
    fee = rng.choice(_FEES[low : low + 5])
    return Welcome("consultation", stance, fee, rng.choice((30, 30, 60)))


def _chat(rng: Random) -> Welcome:
    stance = rng.choices(("open", "ask_first", "closed"), (62, 26, 12))[0]
    return Welcome("chat", stance)
