"""A small graph of our own making: circles of people, two towns, and a few who know many."""

import numpy as np

MEMBERS = 120


def two_towns(seed=7):
    """Ties among 120 members, each once, low before high: int64, shape (m, 2)."""
    rng = np.random.default_rng(seed)
    town, circle = np.arange(MEMBERS) % 2, np.arange(MEMBERS) // 8
    fame = 1 + 4 * (rng.random(MEMBERS) < 0.1)
    ties = [
        (one, other)
        for one in range(MEMBERS)
        for other in range(one + 1, MEMBERS)
        if rng.random()
        < fame[one]
        * fame[other]
        * (0.5 if circle[one] == circle[other] else 0.02 if town[one] == town[other] else 0.002)
    ]
    return np.array(ties, dtype=np.int64)
