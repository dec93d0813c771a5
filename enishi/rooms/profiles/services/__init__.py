"""Writes to the record: its entries, its portrait, its page."""

from enishi.rooms.profiles.services.bulk import bulk_add_records
from enishi.rooms.profiles.services.entries import (
    add_entries,
    add_entry,
    edit_entry,
    put_entry_back,
    set_visibility,
)
from enishi.rooms.profiles.services.order import confirm_entry, move_entry
from enishi.rooms.profiles.services.page import erase_record, open_profile, set_page_settings
from enishi.rooms.profiles.services.portraits import remove_portrait, set_portrait
from enishi.rooms.profiles.services.posts import add_posts, rewrite_posts, show_posts
from enishi.rooms.profiles.services.removal import (
    hold_entries,
    remove_entries,
    remove_entry,
    restore_entries,
    restore_entry,
    take_entries_out,
)

__all__ = [
    "add_entries",
    "add_entry",
    "add_posts",
    "bulk_add_records",
    "confirm_entry",
    "edit_entry",
    "erase_record",
    "hold_entries",
    "move_entry",
    "open_profile",
    "put_entry_back",
    "remove_entries",
    "remove_entry",
    "remove_portrait",
    "restore_entries",
    "restore_entry",
    "rewrite_posts",
    "set_page_settings",
    "set_portrait",
    "set_visibility",
    "show_posts",
    "take_entries_out",
]
