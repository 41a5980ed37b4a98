"""What stands under a picture: its caption, and who took it.

Pieces come in and go out; a caption becomes the words of its picture, one without a picture goes.
Not obvious: who took a picture is named at the end of the line (…。霍明 摄, …（記者溫以恆攝）), and
a sentence of the text never ends so; that alone tells a caption where the picture is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.clean.bylines import byline_of_parts
from generator.clean.characters import ends_sentence, fold
from generator.clean.junk import junk_kind
from generator.clean.media import is_medium
from generator.clean.names import is_name_line, is_organisation, names_in
from generator.clean.pieces import Piece
from generator.clean.shape import is_running, squeezed
from generator.model import Removed

_TAKEN_BY = re.compile(
    r"(?:摄|提供|供图|资料照片?|资料图片?|档案照片?|翻摄|截图|图片|制图|图源[^。]{0,16}|图/[^。]{0,12})[)】\]]?$"
)
# …。霍明 摄; …（記者溫以恆攝）; …。图：丁晓/视觉岸边
_NAMED_BEHIND = re.compile(
    r"(?P<said>.{2,110}?)(?:(?<=[。，,;；!?！？])|[\s(【〔\[])\s*"
    r"(?P<who>[^。，,;；()【】〔〕\[\]]{2,30}?)[\s/]*"
    r"(?:摄影|摄|供图|翻摄|拍摄|传真|提供|制图|绘图|绘|资料图片?|资料照片?|配图)\s*[)】〕\]]?"
)
_NAMED_AFTER_LABEL = re.compile(
    r"(?P<said>.{2,110}?)(?:(?<=[。，,;；!?！？])|[\s(【〔\[])\s*"
    r"(?:图片?|摄影|照片|图源|图片来源|来源)\s*[:/|丨]\s*(?P<who>[^。，,;；()【】〔〕\[\]]{2,24})\s*[)】〕\]]?"
)
# …。（资料图片）: nobody's.
_ON_FILE = re.compile(
    r"(?P<said>.{2,110}?)(?P<who>)[(【〔\[](?:(?:资料|档案)(?:图片?|照片?)|网络图片|设计图片?)[)】〕\]]"
)
_ROLE = re.compile(r"(?:[^\s。，,]{0,12}?(?:记者|通讯员|摄影师|特派员|实习生))+\s*")
_SOMEBODY = re.compile(
    r"民众|读者|网友|受访者|本人|校方|警方|店家|业者|家属|主办方|活动方|资料|视觉.{1,4}|翻拍|作者|.{0,6}通讯员"
)
_LONGEST_CAPTION = 120
# What a credit can end in: a kind of work, a bracket, or (图：丁晓) a name, never a stop.
_LAST_OF_A_CREDIT = re.compile(r"[^\s。！？；，!?;,：:”」』]")
# What a page writes for want of words: they say nothing of the picture.
_SAYS_NOTHING = re.compile(
    r"(?:(?:文章|新闻|内容|网页|本文)?(?:封面|题图|头图|配图|插图|图片|图像|照片|图|图标|背景|横幅|缩略图)(?:图片?|片)?\s*[\d_.-]{0,6}"
    r"|(?:img|image|photo|pic|picture|untitled|cover|banner|thumb(?:nail)?|logo|icon|alt|dsc|微信图片)[\s_\d.()-]*"
    r"|[\w()（） -]{0,60}\.(?:jpe?g|png|gif|webp|bmp)|[\d_.-]+"
    r"|输入图片说明|在这里插入图片描述|请输入图片描述)",
    re.IGNORECASE,
)


def says_nothing(alternative: str) -> bool:
    """封面, 图片1, IMG_2034.jpg: no words of the article."""
    return bool(_SAYS_NOTHING.fullmatch(fold(alternative.strip())))


def with_captions(kept: list[Piece], removed: list[Removed], *, page: bool) -> list[Piece]:
    """Where nothing else is said, as in picture news, the caption is the text.

    `page`: a page of the web, where a short line right under a picture is its caption.
    """
    out: list[Piece] = []
    speaks = any(map(is_running, kept))
    for index, piece in enumerate(kept):
        if piece.kind == "image" and piece.text and says_nothing(piece.text):
            piece = _saying(piece, "")
        elif piece.kind == "image" and (credit := _credit_in(piece.text)):
            removed.append(Removed(kind="photo_credit", text=piece.text[credit:].strip()))
            piece = _saying(piece, piece.text[:credit].strip())
        below_picture = bool(out) and out[-1].kind == "image"
        after = kept[index + 1] if index + 1 < len(kept) else None
        is_caption = piece.kind in ("paragraph", "note") and (
            junk_kind(piece.text) == "caption"
            or (below_picture and piece.kind == "note")
            or (below_picture and _is_credited(piece.text, out[-1].text))
            or (page and below_picture and _is_brief(piece, after))
            or _is_all_caption(piece, below_picture=below_picture)
        )
        if not is_caption or (not speaks and "。" in piece.text):
            out.append(piece)
        elif below_picture and out[-1].marks:
            said = _credit_in(piece.text) or len(piece.text)
            if taken_by := piece.text[said:].strip():
                removed.append(Removed(kind="photo_credit", text=taken_by))
            out[-1] = _saying(out[-1], piece.text[:said].strip())
        else:
            removed.append(Removed(kind="caption", text=piece.text))
    return out


def _is_all_caption(piece: Piece, *, below_picture: bool) -> bool:
    """A paragraph of the text may have who took its picture behind it: then it stays."""
    said = _credit_in(piece.text)
    return said > 0 and (below_picture or not is_running(replace(piece, text=piece.text[:said])))


def _saying(picture: Piece, words: str) -> Piece:
    return replace(picture, text=words, marks=(replace(picture.marks[0], start=0, end=len(words)),))


def _credit_in(text: str) -> int:
    """…。记者 欧阳叙 摄: where who took the picture is named at the end of a line, or 0."""
    if len(text) > _LONGEST_CAPTION or not _LAST_OF_A_CREDIT.match(text[-1:]):
        return 0
    folded = fold(text)
    for pattern in (_NAMED_BEHIND, _NAMED_AFTER_LABEL, _ON_FILE):
        named = pattern.fullmatch(folded)
        if named and named["said"].count("。") <= 2 and _is_somebody(named["who"].strip()):
            # （資料照，記者某某攝）: all of the brackets.
            opened = max(map(named["said"].rfind, "([【〔"))
            return opened if opened > max(map(named["said"].rfind, ")]】〕")) else named.end("said")
    return 0


def _is_somebody(who: str) -> bool:
    bare = _ROLE.sub("", who).strip()
    return (
        not bare
        or is_name_line(bare)
        or is_medium(bare)
        or is_organisation(bare)
        or bool(_SOMEBODY.fullmatch(bare))
        or bool(_ROLE.search(who) and names_in(bare))
        or byline_of_parts(who) is not None
    )


def _is_brief(piece: Piece, after: Piece | None) -> bool:
    return (
        piece.kind == "paragraph"
        and not piece.bold
        and len(piece.text) <= 40
        and not ends_sentence(piece.text)
        and piece.text[-1:] not in "：:"
        and after is not None
        and is_running(after)
    )


def _is_credited(text: str, alternative: str) -> bool:
    """Right under a picture: its own words again, or a line that ends in who took it."""
    if len(text) > 90:
        return False
    return squeezed(text) == squeezed(alternative) or bool(_TAKEN_BY.search(fold(text)))
