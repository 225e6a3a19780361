"""One click and no more mail: the link of List-Unsubscribe (RFC 8058), which is the credential itself.

Programs that look at links beforehand send GET: it shows a page and does nothing. POST acts, whoever sends it.
"""

from __future__ import annotations

from string import Template
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from epic_service.bodies import read_body
from epic_service.database import transaction
from epic_service.identity import ANONYMOUS
from epic_service.refusals import Refused, refusing
from epic_service.state import state

CATEGORIES = {
    "all": "all mail but what you have ordered",
    "marketing": "marketing",
    "events": "news of events",
    "newsletter": "the newsletter",
}
"""What can be left by a link, in words."""
UNSUBSCRIBE = "SELECT public.unsubscribe_by_token(%s, %s)"
LIMIT = 4096

PAGE = Template("""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Unsubscribe</title></head>
<body><main><h1>Unsubscribe</h1>$text</main></body>
</html>
""")
FORM = Template("""
<p>Do you no longer want $what?</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Unsubscribe</button></form>
""")
DONE = Template("<p>Done. You will not get $what any more.</p>")
UNKNOWN = "<p>This link is not valid any more.</p>"
HEADERS = {
    # The address is a credential: nobody keeps it, hears of it from a link, or shows this page in a frame.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Robots-Tag": "noindex",
}


async def unsubscribe(request: Request) -> Response:
    """Show the page with the button, the same for every token, real or not; or act."""
    if request.method == "POST":
        return await _act(request)
    return _page(FORM.substitute(what=CATEGORIES[_category(request)]))


async def _act(request: Request) -> Response:
    """Unsubscribe who the mail was sent to. What mail programs post is the same each time, so it is not looked at."""
    here, category = state(request), _category(request)
    await read_body(request, LIMIT)
    token = _token(request)
    if token is None:
        return _page(UNKNOWN, status=404)
    with refusing(anonymous=True):
        async with transaction(here.pool, ANONYMOUS) as conn:
            row = await (await conn.execute(UNSUBSCRIBE, [token, category])).fetchone()
    if row is None or not row[0]:
        return _page(UNKNOWN, status=404)
    return _page(DONE.substitute(what=CATEGORIES[category]))


def _category(request: Request) -> str:
    category = request.query_params.get("category", "all")
    if category not in CATEGORIES:
        raise Refused(400, "22023", "there is no such category")
    return category


def _token(request: Request) -> UUID | None:
    try:
        return UUID(request.path_params["token"])
    except ValueError:
        return None


def _page(text: str, *, status: int = 200) -> Response:
    return HTMLResponse(PAGE.substitute(text=text), status, HEADERS)
