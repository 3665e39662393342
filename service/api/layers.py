'''The outer layers of the API in one piece: put them around the routes, and every route keeps the conventions.

    app = Application(
        [...],                                             # route handlers and routers
        layers=ApiLayers(find_caller=KeyRing(database).find_caller, version="0.1.0", tags={...}),
        dependencies={"table": Provide(lambda: table, sync_to_thread=False)},
    )

What a handler looks like:

    @put(
        "/api/v1/interventions/{intervention_id:str}",
        guards=[reports],                                  # exactly one of anyone, reads, reports, keeps
        tags=["interventions"],
        opt={EXAMPLE: ReplaceIntervention(order=3, items=())},
    )
    async def replace_intervention(
        request: CheckedRequest,                           # request.user is the Caller (None behind `anyone`)
        intervention_id: FromPath[str],
        data: JSONBody[ReplaceIntervention],               # a whole struct: 413, 415, 400 and 422 are done
        table: NamedDependency[SkipValidation[Table]],
        limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,   # never msgspec.Meta, never a list as default
        if_match_header: Annotated[str | None, HeaderParameter(name="If-Match")] = None,   # documents it: 412, 428
    ) -> Response[InterventionView]:
        """What it does, for the OpenAPI document; its function name becomes the operation id."""
        version = require_if_match(request)                # 428, and 400 where it names no version
        view = await table.replace(caller_of(request), intervention_id, data, expected_version=version)
        return Response(view, headers={"ETag": etag_of_thing(view.version)})

A handler of a GET calls `if_none_match(request, etag)` before it makes its answer, which saves the making; the answer
304 comes in any case. Refusals are raised as
classes of `service.api.problems`, from anywhere below the handler. A handler that answers with ready bytes declares
`responses={200: ResponseSpec(data_container=ActivityPage)}`, so that the document knows their type.
'''

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.enums import ScopeType
from litestar.middleware import DefineMiddleware
from litestar.plugins import InitPlugin
from litestar.types import (
    ASGIApp,
    ControllerRouterHandler,
    LifeSpanReceive,
    LifeSpanScope,
    LifeSpanSend,
    Receive,
    Scope,
    Send,
)

from service.api.answers import answer_exception
from service.api.body import BODY_BYTES_MAX, CheckedRequest
from service.api.conditions import not_modified
from service.api.envelope import envelope
from service.api.limits import RequestLimit, TokenBuckets
from service.api.methods import head_like_get, methods_by_path, options_with_allow
from service.api.openapi import openapi_config
from service.api.parameters import KnownParametersOnly
from service.api.problem_pages import problem_list, problem_page
from service.auth.links import FormLinks
from service.auth.middleware import FindCaller, KeyAuthentication
from service.web.documentation import documentation_page, static_files

REQUESTS_PER_MINUTE = 600


class ApiLayers(InitPlugin):
    """What every route has in common: problems, keys, limits, parameters, the checked body and the documentation."""

    def __init__(
        self,
        *,
        find_caller: FindCaller,
        version: str,
        tags: Mapping[str, str] | None = None,
        requests_per_minute: int = REQUESTS_PER_MINUTE,
        form_links: FormLinks | None = None,
    ) -> None:
        """`find_caller` gives the owner of a token, `requests_per_minute` is for each owner, 0 for no limit.

        `form_links` read the links that stand in for a key; without them none is read.
        """
        self._find_caller = find_caller
        self._form_links = form_links
        self._requests_per_minute = requests_per_minute
        self._openapi = openapi_config(version=version, tags=dict(tags or {}))

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        limit = [RequestLimit(TokenBuckets(self._requests_per_minute))] if self._requests_per_minute else []
        authentication = DefineMiddleware(KeyAuthentication, find_caller=self._find_caller, form_links=self._form_links)
        app_config.middleware = [authentication, *limit, KnownParametersOnly(), *app_config.middleware]
        app_config.exception_handlers = {**app_config.exception_handlers, Exception: answer_exception}
        app_config.request_class = CheckedRequest
        app_config.openapi_config = self._openapi
        app_config.logging_config = None
        app_config.debug = False
        app_config.route_handlers.extend((problem_list, problem_page, documentation_page, static_files()))
        return app_config


class Application(Litestar):
    """The framework's application inside the layers that must come before its routing."""

    def __init__(self, route_handlers: Sequence[ControllerRouterHandler], *, layers: ApiLayers, **others: Any) -> None:
        """`others` are the framework's own arguments: dependencies, lifespan, middleware inside the layers …"""
        self._layered: ASGIApp | None = None
        # The framework takes this one limit from its own arguments only, not from what a plugin says.
        super().__init__(
            route_handlers, request_max_body_size=BODY_BYTES_MAX, plugins=[layers, *others.pop("plugins", ())], **others
        )

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        if scope["type"] != ScopeType.HTTP:
            await super().__call__(scope, receive, send)
            return
        if self._layered is None:
            self._layered = self._layers()
        await self._layered(scope, receive, send)  # type: ignore[arg-type]

    def _layers(self) -> ASGIApp:
        routing = options_with_allow(super().__call__, methods_by_path(self))
        return envelope(not_modified(head_like_get(routing)))
