"""Feeds of strangers: whatever comes in, plain words come out."""

import json
import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.formats.feeds import MOST_LINES, MOST_POSTS, FeedProblem, read_feed
from enishi.engines.formats.html_text import decode_page, plain_text, sentences

HERE = "https://blog.example/feed.xml"
VENDORED = Path(__file__).parents[2] / "fixtures" / "feeds"
#: Not ENISHI_…, which the settings of the tests take away.
WHOLE = os.environ.get("FEEDS_TO_TEST", "")
DANGEROUS = re.compile(r"<[a-z/!?]|javascript:|vbscript:|^data:", re.IGNORECASE)


def rss(*items, head="", title="縁日和"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://blog.example/</link>"
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    ).encode()


def only_post(content):
    (post,) = read_feed(content, base=HERE).posts
    return post


def assert_harmless(path):
    feed = read_feed(path.read_bytes(), base=HERE)
    for post in feed.posts:
        for words in (feed.title, post.title, post.url, *post.lines):
            assert not DANGEROUS.search(words), (path, words)
            words.encode()  # no halves of characters
    return feed


def test_every_feed_is_taken_and_none_brings_markup():
    paths = [path for path in sorted(VENDORED.rglob("*")) if path.suffix in {".xml", ".feed"}]
    feeds = [assert_harmless(path) for path in paths]
    assert len(feeds) > 120
    assert sum(feed.is_feed for feed in feeds) > len(feeds) - 5
    assert sum(len(feed.posts) for feed in feeds) > 20


@pytest.mark.skipif(not WHOLE, reason="Say where feedparser's tests lie: FEEDS_TO_TEST=/path.")
def test_every_feed_there_is():
    paths = [path for path in sorted(Path(WHOLE).rglob("*")) if path.is_file()]
    assert len(paths) > 1_000
    for path in paths:
        assert_harmless(path)


def test_a_post_in_plain_words():
    post = only_post(
        rss(
            "<title>応募課金の&lt;b&gt;次&lt;/b&gt;</title><link>/2026/08/next?a=1&amp;b=2</link>"
            "<guid>tag:blog.example,2026:1</guid>"
            "<pubDate>Sun, 09 Aug 2026 23:30:00 +0900</pubDate>"
            "<description><![CDATA[<p>掲載課金から移った。<br>二年かかった。</p>"
            "<script>alert(1)</script><p>A &amp; B</p>]]></description>"
        )
    )
    assert (post.title, post.language) == ("応募課金の次", "ja")
    assert post.url == "https://blog.example/2026/08/next?a=1&b=2"
    assert post.published == datetime(2026, 8, 9, 14, 30, tzinfo=UTC)
    assert post.lines == ("掲載課金から移った。", "二年かかった。", "A & B")


def test_json_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Job ads",
        "home_page_url": "https://blog.example/",
        "items": [
            {
                "id": 7,
                "url": "https://blog.example/7",
                "content_text": "if a<b then sell",
                "date_published": "2026-08-09T10:00:00+09:00",
            },
            {"id": "8", "title": "Only a title", "date_published": "yesterday"},
            {"id": "9"},
            "nonsense",
        ],
    }
    read = read_feed(b"\xef\xbb\xbf" + json.dumps(feed).encode(), base=HERE)
    assert (read.title, read.home) == ("Job ads", "https://blog.example/")
    assert [(post.title, post.lines) for post in read.posts] == [
        ("", ("if a<b then sell".replace("<b", "b"),)),
        ("Only a title", ()),
    ]
    assert read.posts[0].published == datetime(2026, 8, 9, 1, 0, tzinfo=UTC)
    assert read.complaints == {FeedProblem.DATE_UNREADABLE: 1, FeedProblem.POST_EMPTY: 1}


def test_what_tells_a_post_from_others_stays_when_it_is_changed():
    before, after, other = (
        only_post(rss(f"<title>{title}</title><guid>{guid}</guid>"))
        for title, guid in (("旧", "1"), ("新", "1"), ("旧", "2"))
    )
    assert before.key == after.key != other.key


def test_long_posts_are_cut_at_a_sentence():
    post = only_post(rss("<title>a</title><description>" + "一文。" * 500 + "</description>"))
    assert post.lines == ("一文。",) * MOST_LINES
    (long,) = sentences("x" * 500, most=1, characters=1_000)
    assert len(long) == 240


def test_only_the_web_is_linked():
    items = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[")
    feed = read_feed(
        rss(*(f"<title>{n}</title><link>{url}</link>" for n, url in enumerate(items))),
        base=HERE,
    )
    assert [post.url for post in feed.posts] == [""] * len(items)


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "content",
    [
        rss(
            "<title>&x;</title>", head='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        rss("<title>&a9;</title>", head=f'<!DOCTYPE r [<!ENTITY a0 "lol">{LAUGHS}]>'),
        rss("<title>" + "&lt;div&gt;" * 20_000 + "</title>"),
        b'<rss version="2.0"><channel>' + b"<item>" * 4_000,
        b'<rss version="2.0"><channel>' + b"<item>" * 500_000,
        b'<rss version="2.0"><channel><item><description>' + b'<a b="' * 4_000,
        b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 500_000,
        b'{"version": 1}',
        b"<html><body>",
        b"\x00\xff\xfe" * 100,
        b"",
    ],
    ids=[
        "outside",
        "laughs",
        "deep",
        "open",
        "huge",
        "attributes",
        "json",
        "not",
        "html",
        "0",
        "",
    ],
)
def test_hostile_bytes_cost_little_and_say_nothing(content):
    began = time.process_time()
    feed = read_feed(content, base=HERE)
    assert time.process_time() - began < 8
    assert not any("root:" in post.title or "lol" * 100 in post.title for post in feed.posts)
    assert len(feed.posts) <= MOST_POSTS


@pytest.mark.parametrize(
    "markup",
    [
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext></p><style><!--</style><img src=x onerror=alert(1)>",
        "<p title='><script>alert(1)</script>'>",
        "<!--><script>alert(1)</script>-->",
    ],
)
def test_no_tag_survives_however_it_is_nested(markup):
    assert not DANGEROUS.search(plain_text(markup))


@given(st.text("<>/!?&;=\"' abscriptlgm#x6\n", max_size=200))
@settings(max_examples=30, deadline=None)
def test_no_tag_survives_whatever_is_written(markup):
    assert not re.search(r"<[a-z/!?]", plain_text(markup), re.IGNORECASE)


def test_a_page_is_read_in_its_own_letters():
    assert decode_page("縁".encode("euc-jp"), "text/html; charset=EUC-JP") == "縁"
    assert decode_page('<meta charset="shift_jis">縁'.encode("cp932")).endswith("縁")
    assert decode_page("縁".encode(), "text/html; charset=klingon") == "縁"
    assert decode_page(b"\xff") == "\ufffd"
