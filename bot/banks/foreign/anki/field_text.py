"""The text of one field of a note: HTML with Anki's own marks for gaps, sounds and formulas."""

from __future__ import annotations

import re

from bot.banks.foreign.html_text import text_of_html

LONGEST_FIELD = 200_000
"""A longer field is cut: it holds a picture that is written out."""

_PLAYED = re.compile(r"\[(?:sound:|anki:)[^\[\]\n]{0,300}\]")
_CLOZE = re.compile(r"(\{\{c\d{1,3}::|::|\}\})")
_FORMULA = re.compile(
    r"(?P<begin>\\\(|\\\[|\[\$\$?\]|\[latex\]|<anki-mathjax\b[^<>]{0,200}>)"
    r"|\\\)|\\\]|\[/\$\$?\]|\[/latex\]|</anki-mathjax>",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"data:[a-z]{1,20}/[^\"'<>\s]*+", re.IGNORECASE)
_COMMAND = re.compile(r"\\([A-Za-z]{1,20})|\\([,;:! {}_%&#$])|\^\{([^{}]{1,20})\}|_\{([^{}]{1,20})\}|[{}]")
_SIGNS = (
    "times× cdot· div÷ pm± le≤ leq≤ ge≥ geq≥ ne≠ neq≠ approx≈ equiv≡ infty∞ sum∑ prod∏ int∫ sqrt√ to→ rightarrow→"
    " Rightarrow⇒ leftarrow← in∈ notin∉ subset⊂ cup∪ cap∩ forall∀ exists∃ neg¬ land∧ lor∨ partial∂ alphaα betaβ gammaγ"
    " deltaδ epsilonε lambdaλ muμ piπ sigmaσ thetaθ omegaω phiφ ThetaΘ OmegaΩ DeltaΔ SigmaΣ ldots… dots… cdots…"
    " lfloor⌊ rfloor⌋ lceil⌈ rceil⌉"
)
"""LaTeX commands, each with what it looks like in plain text. Others keep their names."""
_COMMANDS = {each[:-1]: each[-1] for each in _SIGNS.split()} | dict.fromkeys(
    ("left", "right", "text", "mathrm", "mathbf", "mathit", "mathcal", "operatorname", "displaystyle"), ""
)


def field_text(html: str) -> str:
    """The text of a field, in Discord's Markdown. Time is linear in the length.

    Sounds are left out, gaps are filled with what belongs there, formulas become code.
    """
    shortened = _WRITTEN_OUT.sub("", html)[:LONGEST_FIELD]
    return text_of_html(_with_formulas(_filled(_PLAYED.sub("", shortened)))).strip()


def has_picture(html: str) -> bool:
    return _PICTURE.search(html) is not None


def _filled(html: str) -> str:
    """The text with `{{c1::answer::hint}}` as `answer`, also where one gap is in another."""
    if "{{c" not in html:
        return html
    done: list[str] = []
    gaps: list[tuple[int, bool]] = []
    """Where each open gap began, and whether its hint has begun."""
    for number, piece in enumerate(_CLOZE.split(html)):
        is_mark = number % 2 == 1
        if is_mark and piece.startswith("{{"):
            gaps.append((len(done), False))
        elif is_mark and piece == "}}" and gaps:
            gaps.pop()
        elif is_mark and piece == "::" and gaps:
            gaps[-1] = (gaps[-1][0], True)
        elif not (gaps and gaps[-1][1]):
            done.append(piece)
    return "".join(done)


def _with_formulas(html: str) -> str:
    """The text with each formula between tags of code; a mark without its other half stays."""
    done: list[str] = []
    at = 0
    begun: re.Match[str] | None = None
    for mark in _FORMULA.finditer(html):
        if mark["begin"]:
            begun = mark
        elif begun is not None:
            done += (html[at : begun.start()], f"<code>{_plain(html[begun.end() : mark.start()])}</code>")
            at = mark.end()
            begun = None
    return "".join((*done, html[at:]))


def _plain(formula: str) -> str:
    """LaTeX as it is read aloud, as far as signs can say it."""
    return _COMMAND.sub(_sign, formula.strip().strip("$")).strip()


def _sign(found: re.Match[str]) -> str:
    command, escaped, above, below = found.groups()
    if command is not None:
        sign = _COMMANDS.get(command, command)
        is_run_on = sign.isascii() and sign.isalpha() and found.string[found.end() : found.end() + 1] == "{"
        return f"{sign} " if is_run_on else sign
    if escaped is not None:
        return "" if escaped in ",;:!" else escaped
    if above is not None:
        return f"^({above})" if len(above) > 1 else f"^{above}"
    if below is not None:
        return f"_{below}"
    return ""
