"""Feeds a test's server hands out."""

from datetime import UTC, datetime, timedelta

FIRST = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)


def item(number, title=None, *, text="応募課金の営業を二年やりました。", day=None):
    moment = FIRST + timedelta(days=number if day is None else day)
    return (
        f"<item><guid>post-{number}</guid><title>{title or f'第{number}回'}</title>"
        f"<link>https://blog.example/{number}</link>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description>{text}</description></item>"
    )


def feed(*items, home="https://blog.example/", title="縁日和"):
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}'
        f"</title><link>{home}</link>{''.join(items)}</channel></rss>"
    ).encode()
    return (200, {"Content-Type": "application/rss+xml", "ETag": f'"{len(body)}"'}, body)


def page(*links):
    return (200, {"Content-Type": "text/html; charset=utf-8"}, "".join(links).encode())
