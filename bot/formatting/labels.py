"""Shows the topics of banks as people write them."""

from __future__ import annotations

_WRITTEN = {
    **{
        each.lower(): each for each in ("API", "APIs", "AWS", "CI", "CSS", "DNS", "HTML", "HTTP", "HTTPS", "JSON", "ML")
    },
    **{
        each.lower(): each for each in ("OS", "PHP", "QA", "REST", "SDK", "SQL", "SRE", "SSL", "TCP", "TLS", "UI", "UX")
    },
    **{each.lower(): each for each in ("GraphQL", "JavaScript", "TypeScript", "asyncio")},
}
"""Words that have a spelling of their own; a bank knows topics in small letters only."""


def topic_label(topic: str) -> str:
    """`api-design` as `API design`."""
    words = [_WRITTEN.get(word, word) for word in topic.split("-")]
    if words[0] not in _WRITTEN.values():
        words[0] = words[0].capitalize()
    return " ".join(words).strip() or topic
