"""Addresses that are a permission themselves: whoever knows one may use it, so it is printed and kept nowhere."""

from litestar.types import HTTPScope, Scope

FORMS = "/answers/"
"""Under this path stand the forms that signed links open; what follows it is the link."""


def is_secret(scope: HTTPScope) -> bool:
    """Whether the address of a request holds a link, be it one that nothing answers to."""
    return FORMS in scope["path"]


def path_told(scope: Scope) -> str:
    """The path of a request as journals and answers may name it: without what gives permission."""
    before, found, _ = scope["path"].partition(FORMS)
    return before + found
