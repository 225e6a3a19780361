"""The OpenAPI document: the database's functions and the few endpoints beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from epic_service.routines import JsonSchema, Routine
from epic_service.unsubscribe import CATEGORIES
from epic_service.webhooks import SENDGRID_SIGNATURE, SENDGRID_TIMESTAMP, STRIPE_SIGNATURE

ERROR: JsonSchema = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "description": "a SQLSTATE, or PostgREST's code"},
        "message": {"type": "string"},
        "details": {"type": "null"},
        "hint": {"type": ["string", "null"]},
    },
    "required": ["code", "message", "details", "hint"],
}
ERRORS = {
    "4XX": {"$ref": "#/components/responses/Error"},
    "5XX": {"$ref": "#/components/responses/Error"},
}
MEMBER: list[JsonSchema] = [{"token": []}]
CATEGORY = {
    "name": "category",
    "in": "query",
    "schema": {"type": "string", "enum": list(CATEGORIES), "default": "all"},
}
TOKEN = {"name": "token", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def document(routines: Mapping[str, Routine]) -> dict[str, Any]:
    """The document for these functions."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "epic_service", "version": "1"},
        "paths": {
            **{f"/rpc/{routine.name}": _operations(routine) for routine in routines.values()},
            "/webhooks/sendgrid": {"post": _webhook("sendgrid", [SENDGRID_SIGNATURE, SENDGRID_TIMESTAMP])},
            "/webhooks/stripe": {"post": _webhook("stripe", [STRIPE_SIGNATURE])},
            "/unsubscribe/{token}": {
                "parameters": [TOKEN, CATEGORY],
                "get": _page("show", "Show the page with the button; nothing changes"),
                "post": _page("act", "Unsubscribe; RFC 8058"),
            },
            "/health": {"get": _operation("health", "Whether the database answers", {"type": "object"})},
        },
        "components": {
            "schemas": {"Error": ERROR},
            "responses": {"Error": _json("What went wrong", {"$ref": "#/components/schemas/Error"})},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _operations(routine: Routine) -> dict[str, Any]:
    security = [{}, *MEMBER] if routine.anonymous else MEMBER
    called = _operation(routine.name, routine.comment, routine.result_schema, security=security)
    if routine.returns == "void":
        called["responses"] = {"204": {"description": "Done"}, **ERRORS}
    body = {"required": True, "content": {"application/json": {"schema": routine.argument_schema}}}
    post = {**called, "operationId": f"post_{routine.name}", "requestBody": body}
    if routine.volatile:
        return {"post": post}
    return {
        "get": {**called, "operationId": f"get_{routine.name}", "parameters": _query(routine)},
        "post": post,
    }


def _query(routine: Routine) -> list[JsonSchema]:
    return [
        {"name": a.name, "in": "query", "required": a.required, "schema": a.schema} for a in routine.arguments
    ]


def _operation(name: str, summary: str | None, answer: JsonSchema, **more: Any) -> dict[str, Any]:
    responses = {"200": _json("The result", answer), **ERRORS}
    return {"operationId": name, "summary": summary or name, "responses": responses, **more}


def _webhook(name: str, headers: list[str]) -> dict[str, Any]:
    parameters = [
        {"name": n, "in": "header", "required": True, "schema": {"type": "string"}} for n in headers
    ]
    body = {"required": True, "content": {"application/json": {"schema": {}}}}
    summary = f"What {name} tells; signed"
    return _operation(f"webhook_{name}", summary, {"type": "object"}, parameters=parameters, requestBody=body)


def _page(name: str, summary: str) -> dict[str, Any]:
    html = {"description": "A page", "content": {"text/html": {"schema": {"type": "string"}}}}
    return {"operationId": name, "summary": summary, "responses": {"200": html, "404": html, **ERRORS}}


def _json(description: str, schema: JsonSchema) -> JsonSchema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
