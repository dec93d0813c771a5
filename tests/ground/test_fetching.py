import gzip
import time
import zlib

import pytest

from enishi.ground.fetching import Fetched, FetchFailed, Guard, Limits, Trouble, fetch

QUICK = Limits(bytes=10_000, seconds=0.4)


def refused(url, **said):
    with pytest.raises(FetchFailed) as failed:
        fetch(url, **said)
    return failed.value.trouble


def test_what_a_server_has_comes_whole(server, settings):
    server.says["/feed"] = (200, {"Content-Type": "text/xml", "ETag": '"1"'}, b"<rss/>")
    answer = fetch(server.at("/feed"), headers={"If-None-Match": '"0"'})
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"<rss/>", '"1"')
    ((_path, asked),) = server.asked
    assert asked["User-Agent"] == f"Enishi (+{settings.ORIGIN}/about/)"
    assert asked["Host"] == f"127.0.0.1:{server.port}"
    assert asked["If-None-Match"] == '"0"'
    assert not asked.keys() & {"Cookie", "Authorization", "Referer"}


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_is_packed_is_unpacked(server, pack):
    packing = "gzip" if pack is gzip.compress else "deflate"
    server.says["/"] = (200, {"Content-Encoding": packing}, pack(b"feed" * 100))
    assert fetch(server.at("/")).body == b"feed" * 100


def test_only_a_whole_answer_has_a_body(server):
    server.says["/"] = (404, {}, b"x" * 100_000)
    assert fetch(server.at("/"), limits=QUICK) == Fetched(
        server.at("/"), 404, fetch(server.at("/")).headers, b""
    )


@pytest.mark.parametrize(
    "body", [b"x" * 10_001, gzip.compress(b"\0" * 50_000_000, 9)], ids=["large", "bomb"]
)
def test_no_more_is_read_than_is_allowed(server, body):
    headers = {"Content-Encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {}
    server.says["/"] = (200, headers, body)
    assert refused(server.at("/"), limits=Limits(bytes=10_000)) is Trouble.TOO_LARGE


def test_an_answer_without_an_end_ends(server):
    def pour(answer):
        answer.send_response(200)
        answer.end_headers()
        while True:
            answer.wfile.write(b"x" * 65_536)

    server.says["/"] = pour
    assert refused(server.at("/"), limits=QUICK) is Trouble.TOO_LARGE


@pytest.mark.parametrize("where", ["head", "body", "silence"])
def test_a_server_that_dawdles_is_left(server, where):
    def dawdle(answer):
        if where == "body":
            answer.send_response(200)
            answer.send_header("Content-Length", "1000")
            answer.end_headers()
        # Byte by byte: every single read is quick, all of them together are not.
        while not server.over.wait(0.02):
            if where != "silence":
                answer.wfile.write(b"H" if where == "head" else b"x")

    server.says["/"] = dawdle
    began = time.monotonic()
    assert refused(server.at("/"), limits=QUICK) is Trouble.SLOW
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Length": "100"}, b"too little"),
        ({"Content-Encoding": "gzip"}, b"not packed"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"feed" * 1000)[:-20]),
        ({"Content-Encoding": "br"}, b"feed"),
        ({"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(b"feed"))),
    ],
    ids=["short", "not packed", "cut off", "unknown packing", "packed twice"],
)
def test_what_broke_off_or_is_garbled_is_not_taken(server, headers, body):
    def say(answer):
        answer.send_response(200)
        for name, value in headers.items():
            answer.send_header(name, value)
        answer.send_header("Connection", "close")
        answer.end_headers()
        answer.wfile.write(body)

    server.says["/"] = say
    assert refused(server.at("/")) is Trouble.GARBLED


def test_what_is_not_http_is_not_taken(server):
    server.says["/"] = lambda answer: answer.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    assert refused(server.at("/")) is Trouble.GARBLED


def test_redirects_are_followed(server):
    server.says["/"] = (301, {"Location": "/b?c=1"}, b"")
    server.says["/b?c=1"] = (
        307,
        {"Location": server.at("/ブログ").encode().decode("latin-1")},
        b"",
    )
    server.says["/%E3%83%96%E3%83%AD%E3%82%B0"] = (200, {}, b"here")
    answer = fetch(server.at("/"))
    assert (answer.body, answer.url) == (b"here", server.at("/%E3%83%96%E3%83%AD%E3%82%B0"))


def test_a_ring_of_redirects_ends(server):
    server.says["/"] = (302, {"Location": "/"}, b"")
    assert refused(server.at("/")) is Trouble.REDIRECTS
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("to", "trouble"),
    [
        ("http://169.254.169.254/latest/meta-data/", Trouble.FORBIDDEN),
        ("http://localhost:8000/", Trouble.FORBIDDEN),
        ("http://localhost/", Trouble.UNREACHABLE),
        ("http://[::1]/", Trouble.FORBIDDEN),
        ("http://2130706433/", Trouble.UNREACHABLE),
        ("http://0x7f.1/", Trouble.UNREACHABLE),
        ("//127.0.0.1:1/", Trouble.FORBIDDEN),
        ("file:///etc/passwd", Trouble.ADDRESS),
        ("http://me:pw@127.0.0.1/", Trouble.ADDRESS),
    ],
)
def test_a_redirect_leads_nowhere_the_first_address_could_not(server, to, trouble):
    server.says["/"] = (302, {"Location": to}, b"")
    assert refused(server.at("/")) is trouble


def test_one_private_address_among_public_ones_forbids_them_all():
    guard = Guard(resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])
    assert refused("http://blog.example/", guard=guard) is Trouble.UNREACHABLE


def test_a_name_that_leads_inside_sounds_like_one_that_nobody_has():
    inside, nobody = (Guard(resolve=lambda *_, told=told: told) for told in (["10.0.0.1"], []))
    assert refused("http://intranet/", guard=inside) is refused("http://x/", guard=nobody)


def test_other_ports_are_not_asked():
    guard = Guard(resolve=lambda *_: ["93.184.216.34"])
    assert refused("http://blog.example:6379/", guard=guard) is Trouble.FORBIDDEN


def test_a_name_is_looked_up_once_and_the_connection_goes_where_it_led(server):
    asked = []

    def rebind(host, _port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    guard = Guard(also=frozenset({("127.0.0.1", server.port)}), resolve=rebind)
    server.says["/"] = (200, {}, b"pinned")
    assert fetch(f"http://blog.example:{server.port}/", guard=guard).body == b"pinned"
    assert asked == ["blog.example"]
    assert server.asked[0][1]["Host"] == f"blog.example:{server.port}"


def test_a_name_nobody_knows_and_one_that_takes_for_ever():
    def nobody(*_asked):
        raise OSError

    assert refused("http://blog.example/", guard=Guard(resolve=nobody)) is Trouble.UNREACHABLE
    slow = Guard(resolve=lambda *_: time.sleep(2) or [])
    assert refused("http://blog.example/", guard=slow, limits=QUICK) is Trouble.SLOW


def test_a_closed_port_is_said(server, settings):
    settings.FETCH_ALSO = frozenset({("127.0.0.1", 1)})
    assert refused("http://127.0.0.1:1/") is Trouble.UNREACHABLE


def test_a_server_without_a_certificate_is_not_believed(server):
    secure = server.at("/").replace("http:", "https:")
    assert refused(secure, limits=Limits(seconds=2)) is Trouble.UNREACHABLE


def test_proxies_of_the_environment_are_passed_by(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server.says["/"] = (200, {}, b"direct")
    assert fetch(server.at("/")).body == b"direct"


def test_a_house_that_fetches_nothing_asks_nobody(server, settings):
    settings.FETCHING = False
    assert refused(server.at("/")) is Trouble.OFF
    assert server.asked == []
