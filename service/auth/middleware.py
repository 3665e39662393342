"""Finds out who is calling: from the key in the header Authorization, or from the link that a form is opened with."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp

from service.api.problems import NotAuthenticated
from service.auth.access import is_open
from service.auth.caller import Caller
from service.auth.links import FormLinks, LinkRefused

LINK = "link"
"""The parameter in the path of the forms that a link opens."""

FindCaller = Callable[[str], Awaitable[Caller | None]]


class KeyAuthentication(AbstractAuthenticationMiddleware):
    """`Authorization: Bearer <key>` puts a Caller into `request.user`; without a valid key the answer is 401.

    Routes behind the guard `anyone` have no user, and a key sent to them is not looked at; but a form that a link opens
    has whoever the link was made for. Whether the link still holds is asked by the form itself.
    """

    def __init__(self, app: ASGIApp, *, find_caller: FindCaller, form_links: FormLinks | None = None) -> None:
        super().__init__(app)
        self._find_caller = find_caller
        self._form_links = form_links

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        """The caller of the request, or NotAuthenticated."""
        if is_open(connection.route_handler):
            return AuthenticationResult(user=self._caller_with(connection.path_params.get(LINK)), auth=None)
        caller = await self._find_caller(token_in(connection.headers.get("authorization")))
        if caller is None:
            raise NotAuthenticated("Expected a valid API key, found one that is not known or was revoked.")
        return AuthenticationResult(user=caller, auth=None)

    def _caller_with(self, link: str | None) -> Caller | None:
        if link is None or self._form_links is None:
            return None
        try:
            return self._form_links.read(link).caller
        except LinkRefused:
            return None


def token_in(header: str | None) -> str:
    """The key in the header Authorization; NotAuthenticated where there is none."""
    if header is None:
        raise NotAuthenticated("Expected the header Authorization: Bearer with an API key, found none.")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated("Expected the header Authorization to read Bearer and an API key, found another form.")
    return token.strip()
