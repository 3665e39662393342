"""The log of a command, which speaks by its own output."""

import logging

import structlog


def quiet() -> None:
    """Let only warnings and errors through: a command speaks by its own output."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
