"""Pages for people, drawn on the server: every page with its routes, written by hand."""

from litestar.types import ControllerRouterHandler

from service.web import (
    activities,
    agencies,
    answers,
    changes,
    coordination_meetings,
    events,
    follow_up,
    home,
    register,
    search,
    statements,
    topics,
    tour_de_table,
)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *home.ROUTES,
    *agencies.ROUTES,
    *topics.ROUTES,
    *follow_up.ROUTES,
    *search.ROUTES,
    *activities.ROUTES,
    *register.ROUTES,
    *coordination_meetings.ROUTES,
    *changes.ROUTES,
    *tour_de_table.ROUTES,
    *events.ROUTES,
    *answers.ROUTES,
    *statements.ROUTES,
)
