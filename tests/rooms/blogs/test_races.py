"""Two at once: a worker and the owner fetch the same blog; somebody names blogs in two tabs."""

from datetime import timedelta

from enishi.rooms.blogs import services
from enishi.rooms.blogs.errors import BlogAlreadyNamed, TooManyBlogs
from enishi.rooms.blogs.models import Blog
from enishi.rooms.profiles.queries import own_posts
from enishi.rooms.profiles.types import Visibility
from tests.makers import NOW, make_blog, make_member
from tests.rooms.blogs.feeds import feed, item
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES
LATER = NOW + timedelta(hours=4)


def test_posts_that_two_fetch_at_once_come_once(server):
    member = make_member()
    server.says["/feed"] = feed(*(item(number) for number in range(20)))
    blog = make_blog(member, feed_url=server.at("/feed"))

    answers = at_once(
        lambda: services.fetch_blog_now(by=member, blog_id=blog.pk, at=LATER),
        lambda: services.fetch_due_blogs(at=LATER),
        lambda: services.fetch_due_blogs(at=LATER),
    )

    assert answers[0] is None
    assert len(own_posts(member)) == 20
    assert Blog.objects.get().trouble == ""


def test_no_two_tabs_name_a_blog_twice_or_a_fourth(server):
    member = make_member()
    for name in "ab":
        make_blog(member, feed_url=server.at(f"/{name}"))
        server.says[f"/{name}"] = feed(item(1))
    for name in "cd":
        server.says[f"/{name}"] = feed(item(1))

    def add(name):
        address, visibility = server.at(f"/{name}"), Visibility.MEMBERS
        return services.add_blog(by=member, address=address, visibility=visibility, at=NOW)

    same = at_once(lambda: add("c"), lambda: add("c"), lambda: add("d"))

    assert Blog.objects.filter(member=member).count() == 3
    assert sum(answer in {TooManyBlogs, BlogAlreadyNamed} for answer in same) == 2
    assert len(own_posts(member)) == 1
