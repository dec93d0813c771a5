"""Writes: name a blog, fetch it, say who sees it, remove it."""

from enishi.rooms.blogs.services.fetching import (
    fetch_blog_now,
    fetch_due_blogs,
    run_fetcher,
)
from enishi.rooms.blogs.services.naming import (
    add_blog,
    erase_blogs,
    forget_removed_blogs,
    preview_blog,
    remove_blog,
    restore_blog,
    show_blog,
)

__all__ = [
    "add_blog",
    "erase_blogs",
    "fetch_blog_now",
    "fetch_due_blogs",
    "forget_removed_blogs",
    "preview_blog",
    "remove_blog",
    "restore_blog",
    "run_fetcher",
    "show_blog",
]
