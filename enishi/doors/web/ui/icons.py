"""The icons of the house: one stroke, 24 × 24, drawn in the colour of the text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "today": '<path d="M4 18h16M6.5 14a5.5 5.5 0 0 1 11 0M12 4v2M4.8 7.8l1.4 1.4'
    'M19.2 7.8l-1.4 1.4M2.5 14h1.6M19.9 14h1.6"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5a3.5 3.5 0 0 0 7 0H20"/>',
    "offers": '<path d="M4 19.5h16"/><circle cx="6.5" cy="15.5" r="1.4"/>'
    '<circle cx="12" cy="15.5" r="1.4"/><circle cx="12" cy="10.5" r="1.4"/>'
    '<circle cx="17.5" cy="15.5" r="1.4"/><circle cx="17.5" cy="10.5" r="1.4"/>'
    '<circle cx="17.5" cy="5.5" r="1.4"/>',
    "network": '<circle cx="12" cy="12" r="2.5"/><circle cx="12" cy="12" r="8.5"/>'
    '<circle cx="18" cy="6" r="1.6"/><circle cx="5" cy="16.5" r="1.6"/>',
    "record": '<path d="M5 4h11.5A2.5 2.5 0 0 1 19 6.5V20H7.5A2.5 2.5 0 0 1 5 17.5z'
    'M9 9h6M9 13h4"/>',
    "person": '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>',
    "talk": '<path d="M4 5h16v11h-8l-4.5 4v-4H4z"/>',
    "ask": '<path d="M4 5h16v11h-8l-4.5 4v-4H4z"/><path d="M8.5 10.5h7"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
    "closed": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12h8"/>',
    "warning": '<path d="M12 4 21 19.5H3z"/><path d="M12 10v4.5M12 17v.2"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.2"/>',
    "shield": '<path d="M12 3.5 19 6v6c0 4.5-3 7-7 8.5C8 19 5 16.5 5 12V6z"/>'
    '<path d="m9 12 2.2 2.2L15 10"/>',
    "paper": '<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h6"/>',
    "filter": '<path d="M4 7h10M18 7h2M4 17h4M12 17h8"/><circle cx="16" cy="7" r="2"/>'
    '<circle cx="10" cy="17" r="2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "edit": '<path d="M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4"/>',
    "trash": '<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5.5M13.5 11v5.5"/>',
    "upload": '<path d="M12 16V5M7.5 9.5 12 5l4.5 4.5M4.5 15.5V20h15v-4.5"/>',
    "download": '<path d="M12 4.5v11M7.5 11 12 15.5l4.5-4.5M4.5 15.5V20h15v-4.5"/>',
    "print": '<path d="M7 8V4h10v4M7 16H4V8h16v8h-3M7 13.5h10V20H7z"/>',
    "link": '<path d="M10 14a4 4 0 0 1 0-5.7l3-3a4 4 0 0 1 5.7 5.7l-1.5 1.5'
    'M14 10a4 4 0 0 1 0 5.7l-3 3a4 4 0 0 1-5.7-5.7l1.5-1.5"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17'
    'M12 3.5c-5 5-5 12 0 17"/>',
    "gear": '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3'
    'M6 6l2.1 2.1M15.9 15.9 18 18M18 6l-2.1 2.1M8.1 15.9 6 18"/>',
    "mail": '<path d="M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4M12 5V3"/>',
    "reply": '<path d="M9.5 6 4.5 11l5 5M4.5 11h9a6 6 0 0 1 6 6v1.5"/>',
    "forward": '<path d="m14.5 6 5 5-5 5M19.5 11h-9a6 6 0 0 0-6 6v1.5"/>',
    "next": '<path d="m9.5 6 6 6-6 6"/>',
    "previous": '<path d="m14.5 6-6 6 6 6"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "key": '<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8M16 7l2.5 2.5M13.5 9.5 15 11"/>',
    "keyboard": '<path d="M3 6.5h18v11H3zM8 14.5h8M6.5 10h.1M10 10h.1M13.5 10h.1M17 10h.1"/>',
    "qr": '<path d="M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h2v2'
    'M19.5 13.5v2M13.5 19.5h2M18 18h1.5v1.5"/>',
}


def icon_svg(name: str, label: str = "") -> SafeString:
    """Icon `name` as inline SVG: silent beside words, or speaking `label` when it stands alone.

    Raises
    ------
    KeyError
        No such icon; a page must not ship with a hole in it.
    """
    drawing = mark_safe(ICONS[name])  # noqa: S308 – constants of this file
    if not label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
        label,
        drawing,
    )
