"""The domain of a mail address, where it says something of whoever writes from it.

At a provider of mail for everybody anybody has an address within a minute: such a domain
proves nothing, and is never shown. The list is of the common ones, in Japan and elsewhere;
`docs/architecture/approaches.md` says what a domain proves and what it does not.
"""

from __future__ import annotations

#: Mail for everybody; their subdomains too.
_WORLD = """
126.com 163.com aol.com daum.net duck.com fastmail.com free.fr gmail.com gmx.at gmx.ch gmx.com
gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.fr
icloud.com laposte.net libero.it live.com mac.com mail.com mail.ru me.com msn.com naver.com
orange.fr outlook.com pm.me proton.me protonmail.com qq.com rediffmail.com rocketmail.com
sina.com t-online.de tuta.com tutanota.com web.de yahoo.co.in yahoo.co.uk yahoo.com yahoo.de
yahoo.fr yandex.com yandex.ru yeah.net ymail.com zoho.com zohomail.com
"""
#: The same in Japan: portals, telephones, and the addresses that come with a line.
_JAPAN = """
asahi-net.or.jp au.com biglobe.ne.jp docomo.ne.jp dti.ne.jp eonet.ne.jp ezweb.ne.jp
excite.co.jp goo.jp goo.ne.jp hi-ho.ne.jp hotmail.co.jp i.softbank.jp infoseek.jp
jcom.home.ne.jp jcom.zaq.ne.jp live.jp mail.goo.ne.jp mineo.jp nifty.com ocn.ne.jp odn.ne.jp
outlook.jp
plala.or.jp rakuten.jp rakumail.jp sannet.ne.jp so-net.jp so-net.ne.jp softbank.ne.jp
tiki.ne.jp uqmobile.jp vodafone.ne.jp willcom.com ybb.ne.jp yahoo.co.jp yahoo.ne.jp
ymobile.ne.jp y-mobile.ne.jp zaq.ne.jp
"""
FREE_MAIL = frozenset((_WORLD + _JAPAN).split())


def domain_of(address: str) -> str:
    """What stands behind the last ``@``, in small letters.

    Examples
    --------
    >>> domain_of("Naoki@Example.co.jp")
    'example.co.jp'
    """
    return address.rpartition("@")[2].lower().rstrip(".")


def is_free_mail(domain: str) -> bool:
    """Whether anybody may have an address there.

    Examples
    --------
    >>> [is_free_mail(one) for one in ("gmail.com", "abc.ocn.ne.jp", "example.co.jp")]
    [True, True, False]
    """
    parts = domain.split(".")
    return any(".".join(parts[start:]) in FREE_MAIL for start in range(len(parts)))


def telling_domain(address: str) -> str:
    """The domain a card may show; empty where it would say nothing."""
    domain = domain_of(address)
    return "" if is_free_mail(domain) else domain
