"""Blogs as pages, without any script: every answer here is one that a browser alone gets."""

import re

import pytest

from enishi.rooms.blogs.models import Blog
from enishi.rooms.blogs.types import Trouble
from enishi.rooms.discovery import services as discovery
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.queries import own_posts
from tests.makers import make_blog, make_member, make_post
from tests.rooms.blogs.feeds import feed, item, page

pytestmark = pytest.mark.django_db


def body(response):
    return response.content.decode()


@pytest.fixture
def owner(db):
    return make_member("owner")


def read(client, path="/people/owner/", **asked):
    return body(client.get(path, asked))


def test_a_blog_is_looked_at_before_it_is_taken_in(member_client, server):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    server.says["/"] = page(link)
    server.says["/feed"] = feed(*(item(number) for number in range(8)))
    assert 'action="/me/blogs/look/"' in read(member_client, "/me/blogs/")

    found = member_client.post("/me/blogs/look/", {"address": server.at("/")})

    assert "縁日和" in body(found)
    assert re.findall(r"第(\d)回", body(found)) == ["7", "6", "5", "4", "3"]
    assert "ほか3件" in body(found)
    assert not Blog.objects.exists()
    keep = {"address": server.at("/"), "visibility": "connections"}
    assert member_client.post("/me/blogs/add/", keep)["Location"] == "/me/blogs/"
    written = read(member_client, "/me/blogs/")
    assert "記事8件" in written
    assert "第7回" in written
    assert {post.visibility for post in own_posts(member_client.viewer)} == {"connections"}


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("127.0.0.1", Trouble.ADDRESS),
        ("http://localhost/", Trouble.UNREACHABLE),
        ("http://10.0.0.1/", Trouble.FORBIDDEN),
        ("javascript:alert(1)", Trouble.ADDRESS),
    ],
)
def test_what_cannot_be_read_is_said_where_it_was_typed(member_client, address, trouble):
    answer = member_client.post("/me/blogs/look/", {"address": address})

    assert answer.status_code == 422
    assert str(trouble.label) in body(answer)
    assert f'value="{address}"' in body(answer)


def test_the_owner_reads_what_is_wrong_and_when_the_house_looks_again(member_client):
    blog = make_blog(member_client.viewer, trouble=Trouble.SLOW)
    assert str(Trouble.SLOW.label) in read(member_client, "/me/blogs/")
    assert "次は2026年" in read(member_client, "/me/blogs/")
    Blog.objects.filter(pk=blog.pk).update(next_fetch_at=None, trouble=Trouble.GONE)
    assert str(Trouble.GONE.label) in read(member_client, "/me/blogs/")


def test_a_blog_is_fetched_now_shown_removed_and_put_back(member_client, server):
    member = member_client.viewer
    server.says["/feed"] = feed(item(1))
    blog = make_blog(member, feed_url=server.at("/feed"))

    member_client.post(f"/me/blogs/{blog.pk}/fetch/")
    assert [post.seen.title_ja for post in own_posts(member)] == ["第1回"]
    member_client.post(f"/me/blogs/{blog.pk}/seen-by/", {"visibility": "only_me"})
    assert own_posts(member)[0].visibility == "only_me"
    removed = member_client.post(f"/me/blogs/{blog.pk}/remove/", follow=True)
    assert f'action="/me/blogs/{blog.pk}/restore/"' in body(removed)
    assert own_posts(member) == []
    member_client.post(f"/me/blogs/{blog.pk}/restore/")
    assert len(own_posts(member)) == 1


def test_a_post_is_taken_out_and_put_back_but_never_written_over(member_client):
    post = make_post(make_blog(member_client.viewer))
    assert member_client.get(f"/me/entries/{post.pk}/").status_code == 404
    taken = member_client.post(f"/me/entries/{post.pk}/remove/")
    assert taken["Location"] == "/me/blogs/"
    assert not Entry.objects.exists()
    member_client.post(f"/me/entries/{post.pk}/restore/")
    assert Entry.objects.exists()


def test_others_read_the_newest_posts_and_all_of_them_on_a_page(member_client, owner):
    blog = make_blog(owner)
    for day in range(1, 25):
        make_post(blog, title_ja=f"第{day}回", starts=f"2026-08-{day:02}")

    record = read(member_client)
    assert re.findall(r"第(\d+)回", record) == ["24", "23", "22"]
    assert "/people/owner/posts/" in record
    whole = read(member_client, "/people/owner/posts/")
    assert re.findall(r">第(\d+)回", whole) == [str(day) for day in range(24, 4, -1)]
    assert f'href="{blog.address}"' in whole
    assert "自分のものとしているブログ" in whole
    more = re.search(r'href="(/people/owner/posts/\?cursor=[^"]+)"', whole)
    rest = read(member_client, more[1])
    assert re.findall(r">第(\d+)回", rest) == ["4", "3", "2", "1"]


def test_a_post_brings_no_markup_to_a_page(member_client, server):
    script = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
    server.says["/feed"] = feed(item(1, f"題{script}", text=f"本文{script}"))
    blog = make_blog(member_client.viewer, feed_url=server.at("/feed"))
    member_client.post(f"/me/blogs/{blog.pk}/fetch/")
    for path in ("/me/blogs/", "/me/?as=stranger", f"/people/{blog.member.handle}/posts/"):
        shown = read(member_client, path)
        assert "題" in shown
        assert "alert(1)" not in shown
        assert "onerror" not in shown


def test_a_hidden_post_changes_no_byte_that_a_stranger_gets(member_client, owner):
    blog = make_blog(owner)
    make_post(blog, title_ja="公開の記事")
    pages = ("/people/owner/", "/people/owner/posts/", "/people/owner/?line=1:ja:0")

    def answers():
        return [
            re.sub(r"(csrf|nonce|X-CSRF)[^>]*", "", read(member_client, one)) for one in pages
        ]

    before = answers()
    hidden = make_post(make_blog(owner), title_ja="秘密の記事", visibility="only_me")
    assert answers() == before
    assert "秘密" not in read(member_client, line=f"{hidden.pk}:ja:0")


def test_guests_read_posts_open_to_everyone_on_an_open_page(client, owner):
    make_post(make_blog(owner, visibility="everyone"), title_ja="だれでも")
    make_post(make_blog(owner), title_ja="なかまだけ")
    assert client.get("/people/owner/posts/").status_code == 404
    Profile.objects.update(has_public_page=True)
    shown = read(client, "/people/owner/posts/")
    assert "だれでも" in shown
    assert "なかまだけ" not in shown


def test_a_line_of_a_post_is_found_underlined_and_can_be_asked_about(
    member_client, owner, settings, tmp_path
):
    settings.DATA = tmp_path
    blog = make_blog(owner)
    for day in range(2, 8):
        make_post(blog, title_ja="別の話", text_ja="今日の昼ごはん。", starts=f"2026-09-0{day}")
    post = make_post(blog, text_ja="前置き。\n続き。\n応募課金の料金改定をまとめました。")
    discovery.drain()

    found = read(member_client, "/search/", q="応募課金 料金改定")

    assert "縁日和" in found
    assert f'href="{post.url}"' in found
    assert "2026年8月" in found
    line = f"{post.pk}:ja:2"
    shown = read(member_client, line=line)
    assert "前置き" in shown
    assert "まとめました" in re.sub("<[^>]+>", "", shown)
    ask = read(member_client, "/approaches/new/", to="owner", line=line)
    assert re.search(rf'value="{line}"[^>]*checked', ask)
