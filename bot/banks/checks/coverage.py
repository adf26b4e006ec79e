"""Finds key points that no example mentions, although each example should meet all of them.

The check compares words, not meanings, so it speaks only when it can be fairly sure:

- Words are compared without endings, and five characters are enough: `retry` finds `retried`.
- Words that describe how one speaks (`names`, `admits`) or that fit every question (`result`, `change`) do not count. A
  key point with fewer than four other words is not judged.
- A figure in an example meets `number`, `percentage` and the like.
- One word that some example has is enough. A key point is doubtful only if all its words are missing from all examples.
- Behavioural questions are not judged: their key points say what a story must have, not what words it has.

It doubts none of the key points in the banks that we ship, and about one in five of those moved under another question.
It works for English only, because its lists of words are English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.banks.checks.finding import Finding, Rule, in_quotes, warning
from bot.banks.checks.stems import Stems
from bot.banks.format.loader import LoadedBank
from bot.banks.format.model import Kind, Question

_LANGUAGE = "en"
_ENOUGH_WORDS = 4
_PREFIX = 5
_FIGURE = re.compile(r"\d")

_ABOUT_SPEAKING = """
    admit admits answer answers ask asked asks avoid avoids begin begins candidate compare compares contrast
    describe describes detail details distinguish end ends example examples explain explains interviewer kind
    listener mention mentions name named names part parts point points propose proposes question questions quote
    quotes reason reasons refer refers say saying says separate separates show shows sort sorts speak speaks
    specific start starts state states story support supports tell telling tells treat treats way ways
"""
_FIT_EVERYWHERE = """
    act acted action best better candidate case cases change changed changes choice chosen clear concrete cost costs
    decided decision difference different effect fair fairly good happen happens harm help helped helps honest
    honestly important lesson long main matter need needed needs occasion outcome person plain problem real result
    results right risk run runs short side sign simple situation step steps success technical trouble use used
    useful uses view word words work worked worse worst wrong
"""
_MET_BY_A_FIGURE = "amount count date dated figure number percent percentage quantity size"


def unmentioned(loaded: LoadedBank) -> Iterator[Finding]:
    """A warning for each key point that no example of its question seems to mention."""
    if loaded.bank.language.partition("-")[0] != _LANGUAGE:
        return
    stems = Stems(_LANGUAGE)
    silent = {stems.of_word(word) for word in (_ABOUT_SPEAKING + _FIT_EVERYWHERE).split()}
    figures = {stems.of_word(word) for word in _MET_BY_A_FIGURE.split()}
    for question_at, question in enumerate(loaded.bank.questions):
        if question.kind is Kind.BEHAVIOURAL or not question.examples:
            continue
        said = _said(question, stems)
        if any(_FIGURE.search(example.text) for example in question.examples):
            said |= {stem[:_PREFIX] for stem in figures}
        for point_at, point in enumerate(question.key_points):
            wanted = {stem[:_PREFIX] for stem in stems.of(point) if stem not in silent}
            if len(wanted) >= _ENOUGH_WORDS and not wanted & said:
                path = ("questions", question_at, "key_points", point_at)
                what = f"no example seems to mention it: {in_quotes(point)}"
                instead = "let each example meet it, or word it as you would say it"
                yield warning(Rule.KEY_POINT, loaded, path, what, instead)


def _said(question: Question, stems: Stems) -> set[str]:
    """The beginnings of all stems in the examples."""
    return {stem[:_PREFIX] for example in question.examples for stem in stems.of(example.text)}
