"""Tells by its words what a text looks like: a question, a level, a kind of question, a number, a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LOOKED_AT = 400
"""Characters of a text that say enough."""

_OPENINGS = (
    "what|what's|why|how|when|where|which|who|whom|whose|is|are|was|were|do|does|did|can|could|should|would|will|have|has"
    "|explain|describe|discuss|tell|name|define|list|give|compare|write|implement|design|walk|talk|difference|state"
    "|suppose|imagine|if|in|identify|find|differentiate|share|convince|sell|rate|have|true or false|mention|outline"
    "|was|wie|warum|weshalb|wozu|wer|wem|wen|wo|woher|wohin|wann|welche|welcher|welches|welchen|welchem|wieso|wofür|worin"
    "|nenne|nennen|erkläre|erklären|beschreibe|beschreiben|erzähle|erzählen|definiere|definieren|vergleiche"
    "|que|quel|quelle|quels|quelles|qu'est-ce|comment|pourquoi|où|quand|qui|combien|expliquez|décrivez|parlez|citez"
    "|qué|cuál|cuáles|cómo|dónde|cuándo|quién|cuánto|por|explica|explique|describe|describa|cuéntame|cuénteme|háblame"
    "|o que|qual|quais|como|onde|quando|quem|quanto|descreva|fale|conte|defina"
    "|che|cosa|quale|quali|come|perché|dove|chi|quanti|spiega|descrivi|parlami|elenca"
    "|wat|hoe|waarom|wie|waar|wanneer|welke|welk|hoeveel|leg|beschrijf|noem|vertel"
    "|что|как|почему|зачем|где|когда|кто|какой|какая|какое|какие|каким|каков|чем|сколько|опишите|расскажите|объясните"
    "|назовите|перечислите|приведите|дайте|що|чому|навіщо|де|коли|хто|який|яка|яке|які|поясніть|опишіть"
    "|co|jak|dlaczego|gdzie|kiedy|kto|jaki|jaka|jakie|czym|czy|ile|opisz|wyjaśnij|wymień"
    "|vad|hur|varför|vem|när|vilken|vilket|vilka|hvad|hvordan|hvorfor|hvem|hvilken|hva|nasıl|neden|niçin|kim|hangi"
    "|τι|πώς|πως|γιατί|πού|πότε|ποιος|ποια|ποιο|ποιοι|ποιες|πόσα|πόσο|εξηγήστε|περιγράψτε|αναφέρετε|ονομάστε"
    "|συγκρίνετε"
)
_OPENING = re.compile(rf"[\s\d.)(#:*_\"'“„«¿¡-]{{0,20}}(?:q\d*[.:)]\s*)?(?:{_OPENINGS})\b", re.IGNORECASE)
_ASKING = re.compile(
    "[?？؟;\u037e]\\s*[\"'”»)\\]*_]{0,4}\\s*(?:\\n|$)|[?？؟⸮፧՞]|什么|怎么|如何|为什么|哪些|区别|谈谈|介绍|说说|请|ですか|ますか|なさい|どれか|説明|とは"
    "|무엇|설명|어떻게|왜|क्या|कैसे|क्यों|_{3,}|\\.{4,}"
)
_LEVEL = re.compile(
    r"\W*(?:(?:very|level|lvl|stufe|niveau|nivel)\W*)?(?:easy|medium|hard|difficult|simple|beginner|beginners|basic"
    r"|novice|intermediate|moderate|advanced|expert|experienced|junior|mid"
    r"|mid-level|middle|senior|entry|entry-level|entry level|fresher|freshers|low|high|challenging|principal|staff"
    r"|leicht|einfach|mittel|mittelschwer|schwer|schwierig|anfänger|fortgeschritten|experte|facile|moyen|moyenne|difficile"
    r"|débutant|intermédiaire|avancé|fácil|facil|medio|media|médio|intermedio|difícil|dificil|avanzado|básico|avançado"
    r"|łatwy|średni|trudny|kolay|orta|zor|легкий|лёгкий|легко|средний|сложный|сложно|трудный|джуниор|мидл|сеньор|简单|中等"
    r"|困难|容易|难|初級|中級|上級|초급|중급|고급|하|중|상|[1-9]|10|[1-5]\s*/\s*5|l[1-7]|★{1,5}☆{0,4})\W*",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"behaviou?r|technical|technisch|coding|code|programming|algorithm|system.?design|architecture|situational|company"
    r"|culture|motivation|role|hr\b|soft.?skill|personal|leadership|competenc|case|verhalten|theor|conceptual|practical"
    r"|knowledge",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\W*(?:multiple|boolean|mcq|mcqs|single|multi|text|open|radio|checkbox|true.?false|multiple.?choice|single.?choice"
    r"|multiple.?select|short.?answer|long.?answer|essay|open.?ended|fill.?in.*|free.?text|numeric|dropdown|select|tf|mc"
    r"|choice|string|integer|qa|q&a|flashcard|basic|cloze|subjective|objective|descriptive|fill|blank|judge|multiple_select|image|picture|audio)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[\d.,:/ %]{1,20}")
_LINK = re.compile(r"(?:https?|ftp)://\S+|www\.\S+|\S+@\S+\.\w+", re.IGNORECASE)


def is_like_question(text: str) -> bool:
    """True if a text asks for something: by its mark or by its first word."""
    seen = text[:_LOOKED_AT]
    if _ASKING.search(seen) is not None:
        return True
    return " " in seen.strip() and _OPENING.match(seen) is not None


def is_level(text: str) -> bool:
    """True for a word or number that says how hard a question is, such as `Beginner` or `3`."""
    return len(text) < 30 and _LEVEL.fullmatch(text.strip()) is not None


def is_kind(text: str) -> bool:
    """True if a text may say what sort of question it is, such as `Behavioral`."""
    return len(text) < 60 and _KIND.search(text) is not None


def is_form(text: str) -> bool:
    """True for a word that says how a quiz shows a question, such as `multiple`: an interview has no use for it."""
    return len(text) < 40 and _FORM.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """True for the letter of an option."""
    return len(text) == 1 and text in "ABCDEFGHabcdefgh"


def is_small_number(text: str) -> bool:
    """True for the number of an option."""
    return len(text) == 1 and text in "012345678"


def has_several(text: str) -> bool:
    """True for a text with commas or the like between its parts."""
    return any(between in text.strip() for between in ",;|\n")


def is_number_or_mark(text: str) -> bool:
    """True for what names one of some options."""
    return is_small_number(text) or is_mark(text)


def is_number(text: str) -> bool:
    """True for numbers, dates of digits, times and percentages."""
    return len(text) <= 20 and _NUMBER.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """True for an address and nothing else."""
    return _LINK.fullmatch(text.strip()) is not None


def share(texts: Sequence[str], of: Iterable[bool]) -> float:
    """How many of the texts are so, of 1; 0 if there are none."""
    return sum(of) / len(texts) if texts else 0.0
