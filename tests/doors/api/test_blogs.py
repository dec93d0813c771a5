import pytest

from enishi.rooms.blogs.models import Blog
from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles.models import Entry
from tests.makers import NOW, make_blog, make_member, make_post
from tests.rooms.blogs.feeds import feed, item

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/blogs"


def test_a_program_names_a_blog_and_takes_it_out_again(member_client, server):
    server.says["/feed"] = feed(item(1), item(2))
    address = {"address": server.at("/feed")}

    def send(method, path="", said=None):
        call = getattr(member_client, method)
        return call(f"{URL}{path}", said or {}, content_type="application/json")

    looked = send("post", "/look", address).json()
    assert [post["title"] for post in looked["posts"]] == ["第2回", "第1回"]
    assert not Blog.objects.exists()
    added = send("post", said=address)
    assert added.status_code == 201
    blog = added.json()
    assert (blog["title"], blog["posts"], blog["visibility"]) == ("縁日和", 2, "members")
    assert send("put", f"/{blog['id']}", {"visibility": "everyone"}).json()["posts"] == 2
    assert set(Entry.objects.values_list("visibility", flat=True)) == {"everyone"}
    assert send("post", f"/{blog['id']}/fetch").status_code == 200
    assert send("delete", f"/{blog['id']}").status_code == 204
    assert member_client.get(URL).json() == []
    assert send("post", f"/{blog['id']}/restore").status_code == 204
    assert member_client.get(URL).json()[0]["posts"] == 2


def test_what_cannot_be_read_is_refused_with_the_reason(member_client):
    refused = member_client.post(
        f"{URL}/look",
        {"address": "http://127.0.0.1/"},
        content_type="application/json",
        headers={"Accept-Language": "en"},
    )
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "blog_unreadable"
    assert "open internet" in refused.json()["error"]["message"]


def test_posts_of_others_come_in_pages(client, member):
    owner = make_member("owner")
    blog = make_blog(owner)
    for day in range(1, 3):
        make_post(blog, starts=f"2026-08-0{day}")
    make_post(blog, visibility="only_me")
    _token, secret = create_access_token(
        by=member, name="x", scopes=[Scope.MEMBERS_READ], at=NOW
    )
    page = client.get(
        "/api/v1/members/owner/posts", headers={"Authorization": f"Bearer {secret}"}
    ).json()
    assert [post["starts"] for post in page["items"]] == ["2026-08-02", "2026-08-01"]
    assert page["next_cursor"] == ""
