"""What a site is answered with: headers by path, and addresses that people guess.

One list for every host; how each wants it written is in `nginx.py` and `hosts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Site

# Everything a page needs is the site's own, and nothing else is ever loaded or run.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_YEAR = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Headers for all paths that begin with `prefix`, or for all of the site."""

    prefix: str  # "/" or "/assets/"
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """`/zh-cn/*` → `/zh-hans/*`: whatever follows stays."""

    old: str  # ends in a slash: everything below moves; else this very path
    new: str


RULES = (
    Rule(
        prefix="/",
        headers=(
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ),
    ),
    # Pages change at the next build; what lies in `assets` has its contents in its name.
    Rule(prefix="/", headers=(("Cache-Control", _ASK_AGAIN),)),
    Rule(prefix="/assets/", headers=(("Cache-Control", _YEAR),)),
)
# What browsers and older sites call the editions, where the site has none of that name.
_ALSO_CALLED = {
    "Hans": ("zh-cn", "zh-sg", "cn", "gb"),
    "Hant": ("zh-tw", "zh-hk", "tw", "big5"),
}


def redirects(site: Site) -> tuple[Redirect, ...]:
    """Other names of the editions, and where older sites had their feeds."""
    taken = {edition.segment for edition in site.editions}
    found: list[Redirect] = []
    for edition in site.editions:
        for name in _ALSO_CALLED.get(edition.script or "", ()):
            if name not in taken:
                taken.add(name)
                found.append(Redirect(old=f"/{name}/", new=f"/{edition.segment}/"))
    first = site.default_edition.segment
    feeds = {"feed.json": "feed.json"}
    feeds |= dict.fromkeys(("feed.xml", "feed", "rss", "rss.xml", "atom.xml"), "feed.xml")
    moved = (Redirect(old=f"/{old}", new=f"/{first}/{new}") for old, new in feeds.items())
    return (*found, *moved)


def headers_for(path: str) -> dict[str, str]:
    """What a path of the site is answered with, besides its type; a later rule wins."""
    return {
        name: value
        for rule in RULES
        if path.startswith(rule.prefix)
        for name, value in rule.headers
    }
