"""What a page says to its readers behind the text: follow us, write to us, subscribe, do not copy.

The last paragraphs come in; how many of them are the page's own words goes out. Not obvious: no
single word tells. A notice also ends in a telephone number and an article in what an app can do; a
page's own words name several such things at once, or name the page itself and its readers.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold

# Each class counts once; two of them are enough where one is of these. An article may tell what
# an app does when one taps below, or how data are licensed: such words are not among them.
_OF_THE_PAGE = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        # where on the page
        "退订|取消订阅|修改订阅|留言区|评论区|文末|后台回复|点赞|在看|往期|留言区?[吧。！!]|留言参与",
        # who makes the page
        "小编|本号|本公众号|本平台|读者群|粉丝群|交流群|编辑部|本刊|本站|本网|本报|电子报|星标|《[^《》]{2,10}》(?:印刷版|电子版)",
        # rights
        "转载|轉載|本文观点|本稿件?|该文观点|文章观点|著作权归|版权(?:归|所有|声明|属)|未经.{0,8}授权|如有侵权|免责声明"
        "|不代表.{0,10}(?:立场|观点)",
    )
)
_OTHERS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        "点击|戳|长按|下方|上方|一键|按此|下拉|转发|后台",
        "公众号|视频号|社群|我们的?读者",
        # how to reach it
        r"[\w.+-]+@[\w-]+\.\w+|微信号?[:：]?\s*[a-z][\w-]{4,}|加微信|添加.{0,4}微信|二维码|扫码|扫一扫|(?:客服|合作|投稿|爆料|报料|新闻)(?:热线|电话|邮箱)|入群|https?://",
        # what it offers
        "订阅|訂閱|退订|优惠|赠书|送书|赠送|抽奖|福利|免费(?:领|送|寄|试|快递)|招募|会员|月捐|赞助|打赏|印刷版|送出|随时起刊",
        # whom it addresses
        "欢迎(?:在|关注|订阅|加入|转发|投稿|留言|来稿|扫码|您?登录)|敬请(?:关注|期待)|感谢(?:您的)?(?:阅读|关注|订阅|支持)|(?:你|您)(?:收到|觉得|喜欢|也可以|家)|[給给]读者|关注|快来|觉得不错|异议|投诉|成长|尽在|都在",
        r"app(?![a-z])|客户端|小程序",
    )
)
_CALLS = re.compile("^[^\\w\\s“「『《（(【\\[—…0-9]{1,4}\\s*(?=\\S)")  # 📢, ▶, 👇
_LONGEST = 160
_SHORT = 40
_ENOUGH = 2


def is_addressed_to_readers(text: str) -> bool:
    """📢 某某读者群招募中，添加小编微信 sbjs001: of a short paragraph behind the text."""
    if len(text) > _LONGEST or text.count("。") > 2:
        return False
    folded = fold(text)
    own = sum(bool(words.search(folded)) for words in _OF_THE_PAGE)
    own += bool(_CALLS.match(text))
    others = sum(bool(words.search(folded)) for words in _OTHERS)
    # What only tells of an app or an account may be the article's: it ends in a full stop.
    return own + others >= _ENOUGH and (own > 0 or (len(text) <= _SHORT and text[-1] not in "。；"))
