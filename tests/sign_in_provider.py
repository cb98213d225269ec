"""A small OpenID Connect provider on the loopback, at which a person chooses on a page who they are."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.serving import WAIT, free_port

PEOPLE = {"ada": "Ada Lovelace", "ben": "Ben Banneker"}
"""The people who can sign in: what the provider calls them, and their names."""
CLIENT, SECRET = "atlas", "a-secret-of-the-tests"


class Provider:
    """The provider: its address, and what it has promised whom."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.promised: dict[str, dict[str, str]] = {}
        """What was asked of the provider, by the code that stands for the answer."""
        pages = {"authorize": self.ask_who, "agree": self.agree, "jwks": self.tell_keys, "leave": self.leave}
        routes = [Route(f"/{name}", page) for name, page in pages.items()]
        routes += [Route("/token", self.give_token, methods=["POST"])]
        routes += [Route("/.well-known/openid-configuration", self.describe)]
        self.app = Starlette(routes=routes)

    def secrets_file(self, atlas: str) -> str:
        """The part of ``secrets.toml`` that turns on sign-in at this provider for the Atlas at an address."""
        return f"""
[auth]
redirect_uri = "{atlas}/oauth2callback"
cookie_secret = "a-long-random-text-of-the-tests-alone"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{self.address}/.well-known/openid-configuration"
"""

    async def describe(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/jwks",
                "end_session_endpoint": f"{self.address}/leave",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def ask_who(self, request: Request) -> Response:
        assert request.query_params["client_id"] == CLIENT
        asked = dict(request.query_params)
        links = [f'<a href="/agree?{urlencode(asked | {"who": who})}">{name}</a>' for who, name in PEOPLE.items()]
        return HTMLResponse(f"<h1>Who are you?</h1>{' '.join(links)}")

    async def agree(self, request: Request) -> Response:
        asked, code = dict(request.query_params), secrets.token_urlsafe(16)
        self.promised[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def give_token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.promised.pop(str(form["code"]))  # a code serves once
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verified = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        assert request.headers["Authorization"] == f"Basic {known}"
        assert base64.urlsafe_b64encode(verified).decode().rstrip("=") == asked["code_challenge"]
        token = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 600}
        return JSONResponse(token | {"id_token": self._sign(asked)})

    def _sign(self, asked: dict[str, str]) -> str:
        now, who = int(time.time()), asked["who"]
        claims = {"iss": self.address, "sub": who, "aud": CLIENT, "iat": now, "exp": now + 600, "name": PEOPLE[who]}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims | {"nonce": asked["nonce"]}, self.key)

    async def tell_keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def leave(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])


@contextmanager
def sign_in_provider() -> Iterator[Provider]:
    """Run the provider, and stop it in the end."""
    provider = Provider()
    server = uvicorn.Server(uvicorn.Config(provider.app, "127.0.0.1", provider.port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + WAIT
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until, "The provider does not start."
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
