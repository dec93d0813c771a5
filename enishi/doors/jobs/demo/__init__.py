"""A fictional house: people, careers and ties, invented but coherent.

The same `members` and `seed` give the same people, byte for byte, and member number 7 is
the same person in a house of a hundred and in one of a million. Nobody here is real, and
no employer or school is: only the places, the industries and the qualifications are.
"""

from enishi.doors.jobs.demo.house import generate
from enishi.doors.jobs.demo.ties import ties

__all__ = ["generate", "ties"]
