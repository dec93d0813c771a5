"""A program that calls the API, and what it is answered when something is refused."""

import json

from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from tests.makers import NOW


class Program:
    """Calls the API with a token of `member`."""

    def __init__(self, client, member, *scopes):
        self.client = client
        _token, secret = create_access_token(
            by=member, name="test", scopes=list(scopes or Scope), at=NOW
        )
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}

    def __call__(self, method, path, body=None):
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=self.headers,
        )

    def send(self, path, **files):
        """Send files, as a form of several parts."""
        return self.client.post(f"/api/v1/{path}", files, headers=self.headers)


def error_of(response):
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "fields"}
    return body["error"]
