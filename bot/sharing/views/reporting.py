"""What a candidate reads before they report a community answer."""

from __future__ import annotations

from bot.outbound.draft import Button, ButtonStyle, Draft
from bot.text.texts import Texts


def asked_whether_to_report(custom_id: str, texts: Texts, *, locale: str) -> Draft:
    """`custom_id`: that of *Report it*."""
    report = Button(label=texts("button-report-it", locale=locale), custom_id=custom_id, style=ButtonStyle.DANGER)
    return Draft(content=texts("community-report", locale=locale), rows=((report,),))
