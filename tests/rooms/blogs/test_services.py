from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.blogs import services
from enishi.rooms.blogs.errors import BlogAlreadyNamed, BlogUnreadable, TooManyBlogs
from enishi.rooms.blogs.models import Blog, BlogPost
from enishi.rooms.blogs.queries import get_own_blog, own_blogs, sources_of
from enishi.rooms.blogs.types import MOST_POSTS, Trouble
from enishi.rooms.members.types import Status
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.errors import PostsComeByFeed, UndoTooLate
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.queries import (
    fields_of,
    get_own_entry,
    own_posts,
    own_record,
    posts_of,
    record_of,
    record_with_posts,
)
from enishi.rooms.profiles.types import EntryFields, Kind, Visibility
from tests.makers import NOW, make_connection, make_member
from tests.rooms.blogs.feeds import feed, item, page

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=4)


@pytest.fixture
def blog(member, server):
    """A blog of two posts in the member's record."""
    server.says["/feed"] = feed(item(2), item(1))
    return add(member, server.at("/feed"))


def add(member, address, visibility=Visibility.MEMBERS, at=NOW):
    return services.add_blog(by=member, address=address, visibility=visibility, at=at)


def titles(member):
    return [post.seen.title_ja for post in own_posts(member)]


def fetched(at=LATER):
    return services.fetch_due_blogs(at=at)


def test_posts_stand_in_the_record_newest_first(member, blog):
    first, _second = own_posts(member)
    assert titles(member) == ["第2回", "第1回"]
    assert first.seen.kind is Kind.POST
    assert (first.seen.starts, first.seen.url) == ("2026-08-03", "https://blog.example/2")
    assert first.seen.lines("ja") == ("応募課金の営業を二年やりました。",)
    assert first.visibility == first.text_visibility == Visibility.MEMBERS
    assert first.seen.details == {"blog": "縁日和"}
    (own,) = own_blogs(member)
    assert (own.title, own.posts, own.trouble, own.is_proven) == ("縁日和", 2, None, False)
    assert own.fetched_at == NOW < own.next_fetch_at


def test_a_post_is_no_part_of_what_a_member_writes_by_hand(member, blog):
    viewer = make_member()
    assert own_record(member) == record_of(viewer, member.pk) == []
    post = own_posts(member)[0]
    with pytest.raises(PostsComeByFeed):
        profiles.add_entry(by=member, kind=Kind.POST, fields=EntryFields(title_ja="x"), at=NOW)
    with pytest.raises(PostsComeByFeed):
        profiles.edit_entry(by=member, entry_id=post.seen.id, fields=fields_of(post), at=NOW)


def test_others_read_the_newest_and_those_they_came_for(member, blog):
    viewer = make_member()
    newest, oldest = (post.seen.id for post in own_posts(member))

    def read(**said):
        return [entry.id for entry in record_with_posts(viewer, member.pk, **said)]

    assert read(newest=1) == [newest]
    assert read(newest=1, also=[oldest]) == [newest, oldest]
    assert read(also=[oldest]) == [oldest]
    page = posts_of(viewer, member.pk, size=1)
    assert [post.id for post in page.items] == [newest]
    rest = posts_of(viewer, member.pk, cursor=page.next_cursor, size=1)
    assert ([post.id for post in rest.items], rest.next_cursor) == ([oldest], "")


def test_posts_are_seen_by_those_their_owner_shows_them_to(member, server):
    server.says["/feed"] = feed(item(1))
    blog = add(member, server.at("/feed"), Visibility.CONNECTIONS)
    stranger, friend = make_member(), make_member()
    make_connection(member, friend)
    assert record_with_posts(stranger, member.pk, newest=3) == []
    assert len(record_with_posts(friend, member.pk, newest=3)) == 1
    services.show_blog(by=member, blog_id=blog.pk, visibility=Visibility.MEMBERS, at=NOW)
    assert len(record_with_posts(stranger, member.pk, newest=3)) == 1
    services.show_blog(by=member, blog_id=blog.pk, visibility=Visibility.ONLY_ME, at=NOW)
    assert record_with_posts(friend, member.pk, newest=3) == []
    server.says["/feed"] = feed(item(2), item(1))
    fetched()
    assert record_with_posts(friend, member.pk, newest=3) == []
    assert len(own_posts(member)) == 2


def test_a_page_leads_to_its_feed(member, server):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    server.says["/"] = page("<title>x</title>", link)
    server.says["/feed"] = feed(item(1))
    found = services.preview_blog(by=member, address=server.at("/"))
    assert (found.title, found.feed_url) == ("縁日和", server.at("/feed"))
    assert [post.title for post in found.posts] == ["第1回"]
    assert own_blogs(member) == own_posts(member) == []
    add(member, server.at("/"))
    assert titles(member) == ["第1回"]


@pytest.mark.parametrize("by", ["home", "page", "nobody"])
def test_only_the_page_a_feed_calls_its_site_proves_whose_it_is(member, server, settings, by):
    me = f'<a rel="me" href="{settings.ORIGIN}/people/{member.handle}">me</a>'
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    server.says["/home"] = page(me if by == "home" else "")
    server.says["/page"] = page(me if by == "page" else "", link)
    server.says["/feed"] = feed(item(1), home=server.at("/home"))
    blog = add(member, server.at("/page"))
    assert get_own_blog(member, blog.pk).is_proven is (by == "home")
    (source,) = sources_of([own_posts(member)[0].seen.id])
    assert (source.url, source.is_proven) == (server.at("/home"), by == "home")


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (page("no feed"), Trouble.NO_FEED),
        ((200, {}, b""), Trouble.NO_FEED),
        ((404, {}, b""), Trouble.NOT_THERE),
        ((403, {}, b""), Trouble.NOT_THERE),
        ((410, {}, b""), Trouble.GONE),
        ((500, {}, b""), Trouble.BROKEN),
        ((429, {}, b""), Trouble.BUSY),
        ((200, {}, b"<rss>" + b"x" * 2_000_001), Trouble.TOO_LARGE),
        ((200, {}, b"<rss>" + b"<i>" * 50_000), Trouble.TOO_LARGE),
        ((302, {"Location": "http://169.254.169.254/"}, b""), Trouble.FORBIDDEN),
    ],
)
def test_what_is_no_blog_is_refused_with_the_reason(member, server, said, trouble):
    server.says["/"] = said
    with pytest.raises(BlogUnreadable) as refused:
        add(member, server.at("/"))
    assert refused.value.trouble is trouble
    assert str(refused.value) == trouble.label
    assert not Blog.objects.exists()


def test_a_house_that_fetches_nothing_says_so(member, settings):
    settings.FETCHING = False
    with pytest.raises(BlogUnreadable) as refused:
        services.preview_blog(by=member, address="https://blog.example/")
    assert refused.value.trouble is Trouble.OFF


def test_the_same_blog_is_named_once_and_no_more_than_three(member, blog, server):
    with pytest.raises(BlogAlreadyNamed):
        services.preview_blog(by=member, address=blog.feed_url)
    with pytest.raises(BlogAlreadyNamed):
        add(member, blog.feed_url)
    for number in "bc":
        server.says[f"/{number}"] = feed(item(1))
        add(member, server.at(f"/{number}"))
    for act in (services.preview_blog, lambda **said: add(member, said["address"])):
        with pytest.raises(TooManyBlogs):
            act(by=member, address=server.at("/d"))
    assert titles(member) == ["第2回", "第1回", "第1回", "第1回"]


def test_new_posts_come_changed_ones_follow_and_lost_ones_stay(member, blog, server):
    before = {post.seen.title_ja: post.seen.id for post in own_posts(member)}
    server.says["/feed"] = feed(item(3), item(2, "書き直した"))
    assert fetched(at=NOW) == 0  # not due
    assert fetched() == 1
    assert titles(member) == ["第3回", "書き直した", "第1回"]
    after = {post.seen.title_ja: post.seen.id for post in own_posts(member)}
    assert (after["書き直した"], after["第1回"]) == (before["第2回"], before["第1回"])
    assert fetched() == 0


def test_a_server_may_say_that_nothing_is_new(member, blog, server):
    server.says["/feed"] = (304, {}, b"")
    assert fetched() == 1
    asked = server.asked[-1][1]
    assert asked["If-None-Match"] == Blog.objects.get().etag != ""
    assert len(own_posts(member)) == 2
    (own,) = own_blogs(member)
    assert (own.fetched_at, own.trouble) == (LATER, None)


def test_a_rewritten_post_is_shown_to_no_more_people_than_before(member, blog, server):
    entry_id = own_posts(member)[0].seen.id
    hidden = {"visibility": Visibility.ONLY_ME, "text_visibility": Visibility.ONLY_ME}
    profiles.set_visibility(by=member, entry_id=entry_id, **hidden, at=NOW)
    server.says["/feed"] = feed(item(2, "書き直した"), item(1))
    fetched()
    post = get_own_entry(member, entry_id)
    assert (post.seen.title_ja, post.visibility) == ("書き直した", Visibility.ONLY_ME)


def test_a_post_its_owner_took_out_does_not_come_back(member, blog, server):
    entry_id = own_posts(member)[0].seen.id
    snapshot = profiles.remove_entry(by=member, entry_id=entry_id, at=NOW)
    server.says["/feed"] = feed(item(2, "書き直した"), item(1))
    fetched()
    assert titles(member) == ["第1回"]
    profiles.restore_entry(by=member, snapshot=snapshot, at=NOW)
    services.fetch_blog_now(by=member, blog_id=blog.pk, at=LATER)
    assert titles(member) == ["書き直した", "第1回"]


def test_the_newest_posts_are_kept(member, server):
    server.says["/feed"] = feed(*(item(number) for number in range(MOST_POSTS + 10)))
    add(member, server.at("/feed"))
    assert titles(member) == [f"第{n}回" for n in range(MOST_POSTS + 9, 9, -1)]
    server.says["/feed"] = feed(item(90), *(item(number) for number in range(20)))
    fetched()
    assert (titles(member)[0], titles(member)[-1]) == ("第90回", "第11回")
    assert len(own_posts(member)) == BlogPost.objects.count() == MOST_POSTS


def test_a_blog_that_fails_is_left_alone_longer_and_longer(member, blog, server):
    server.says["/feed"] = (500, {}, b"")
    pauses, at = [], LATER
    for _ in range(3):
        assert fetched(at=at) == 1
        (own,) = own_blogs(member)
        assert own.trouble is Trouble.BROKEN
        pauses.append(own.next_fetch_at - at)
        at = own.next_fetch_at
    assert pauses[0] * 1.5 < pauses[1] < pauses[2] / 1.5
    assert len(own_posts(member)) == 2
    server.says["/feed"] = feed(item(3))
    assert fetched(at=at) == 1
    assert own_blogs(member)[0].trouble is None
    assert Blog.objects.get().failures == 0


def test_who_asks_us_to_wait_is_left_in_peace(member, blog, server):
    server.says["/feed"] = (429, {"Retry-After": "86400"}, b"")
    fetched()
    (own,) = own_blogs(member)
    assert (own.trouble, own.next_fetch_at - LATER) == (Trouble.BUSY, timedelta(days=1))


def test_what_is_gone_for_good_is_not_looked_for_until_its_owner_asks(member, blog, server):
    server.says["/feed"] = (410, {}, b"")
    fetched()
    (own,) = own_blogs(member)
    assert (own.trouble, own.next_fetch_at) == (Trouble.GONE, None)
    assert fetched(at=LATER + timedelta(days=999)) == 0
    server.says["/feed"] = feed(item(3))
    assert services.fetch_blog_now(by=member, blog_id=blog.pk, at=LATER) is None
    assert own_blogs(member)[0].next_fetch_at > LATER


@pytest.mark.parametrize("fault", [ValueError("never foreseen"), RecursionError()])
def test_whatever_a_feed_does_the_next_blog_has_its_turn(member, blog, monkeypatch, fault):
    def fail(*_said):
        raise fault

    monkeypatch.setattr("enishi.rooms.blogs.services.fetching.feed_in", fail)
    assert fetched() == 1
    assert own_blogs(member)[0].trouble is Trouble.GARBLED


def test_two_workers_do_not_fetch_the_same_blog(member, blog, server, monkeypatch):
    server.says["/b"] = feed(item(1))
    add(member, server.at("/b"))

    def somebody_else_is_quicker(_blog, at):
        Blog.objects.update(next_fetch_at=at + timedelta(minutes=10))

    monkeypatch.setattr(
        "enishi.rooms.blogs.services.fetching._fetched", somebody_else_is_quicker
    )
    assert services.fetch_due_blogs(at=LATER, most=2) == 1


def test_a_removed_blog_takes_its_posts_along_and_brings_them_back(member, blog, server):
    before = own_posts(member)
    services.remove_blog(by=member, blog_id=blog.pk, at=NOW)
    assert own_blogs(member) == own_posts(member) == []
    assert fetched() == 0
    with pytest.raises(NotFound):
        services.fetch_blog_now(by=member, blog_id=blog.pk, at=NOW)
    for _twice in range(2):
        services.restore_blog(by=member, blog_id=blog.pk, at=NOW + timedelta(minutes=59))
        assert own_posts(member) == before
    assert own_blogs(member)[0].posts == 2


def test_after_an_hour_a_removed_blog_is_forgotten(member, blog):
    services.remove_blog(by=member, blog_id=blog.pk, at=NOW)
    late = NOW + timedelta(minutes=61)
    with pytest.raises(UndoTooLate):
        services.restore_blog(by=member, blog_id=blog.pk, at=late)
    services.forget_removed_blogs(at=NOW + timedelta(minutes=59))
    assert Blog.objects.exists()
    services.forget_removed_blogs(at=late)
    assert not Blog.objects.exists()


def test_a_removed_blog_can_be_named_again_at_once(member, blog):
    services.remove_blog(by=member, blog_id=blog.pk, at=NOW)
    again = add(member, blog.feed_url)
    assert titles(member) == ["第2回", "第1回"]
    assert Blog.objects.get().pk == again.pk


@pytest.mark.parametrize("act", ["fetch_blog_now", "remove_blog"])
def test_a_blog_of_somebody_else_is_not_there(blog, act):
    with pytest.raises(NotFound):
        getattr(services, act)(by=make_member(), blog_id=blog.pk, at=NOW)


def test_who_is_not_in_the_house_is_not_fetched(member, blog):
    member.status = Status.SUSPENDED
    member.save(update_fields=["status"])
    assert fetched() == 0


def test_who_leaves_for_good_leaves_no_blog(member, blog):
    services.erase_blogs(member_id=member.pk)
    assert not Blog.objects.exists()
    assert not BlogPost.objects.exists()
    assert Entry.objects.of(member.pk).exists()  # profiles forgets those itself
