"""Writes: ask for an introduction, pass it on, accept, decline, take back; forget."""

from enishi.rooms.introductions.services.asking import (
    be_asked,
    be_left_alone,
    request_introduction,
    withdraw_introduction,
)
from enishi.rooms.introductions.services.breaking import (
    break_between,
    break_with,
    erase_introductions,
    forget_requests_across,
    forget_who_left,
)
from enishi.rooms.introductions.services.passing import (
    accept_introduction,
    decline_introduction,
    forward_introduction,
    reopen_introduction,
)

__all__ = [
    "accept_introduction",
    "be_asked",
    "be_left_alone",
    "break_between",
    "break_with",
    "decline_introduction",
    "erase_introductions",
    "forget_requests_across",
    "forget_who_left",
    "forward_introduction",
    "reopen_introduction",
    "request_introduction",
    "withdraw_introduction",
]
