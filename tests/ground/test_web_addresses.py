import pytest

from enishi.ground.web_addresses import is_public, read_web_address


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "168.63.129.16", "192.88.99.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("2001:0:7f00:1::", "::127.0.0.1", "2001:db8::1", "", "localhost", "1"),
    ],
)
def test_what_is_not_in_the_open_internet_is_never_asked(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:4700::1", "::ffff:93.184.216.34"])
def test_what_is_public_may_be_asked(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "blog.example",
            "ftp://blog.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ),
        *("http://", "http:///feed", "https://me@blog.example/", "https://me:pw@blog.example/"),
        *("https://@blog.example/", "http://blog.example:99999/", "http://a..example/"),
        *("http://blog.example\\@127.0.0.1/", "http://blog.example/ x", "http://b\n.example/"),
        *("http://[::1/", f"http://{'a' * 64}.example/", f"http://blog.example/{'a' * 2000}"),
    ],
)
def test_what_is_no_web_address_is_not_taken_for_one(url):
    assert read_web_address(url) is None


def test_an_address_is_asked_for_as_servers_want_it():
    assert read_web_address("HTTP://Blog.Example.:80").host_header == "blog.example"
    assert str(read_web_address("http://blog.example:8080/a?b=ü#c")) == (
        "http://blog.example:8080/a?b=%C3%BC"
    )
    assert read_web_address("https://[2606:4700::1]/").host_header == "[2606:4700::1]"
