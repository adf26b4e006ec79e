"""Tells what the words of a heading, an entry or a line are: a question, an answer's label, contents, prose, a level."""

from __future__ import annotations

import re

from bot.banks.foreign.records.likeness import is_level, is_like_question

_MARK = re.compile(r"[?？؟\u037e][\"'”»)\]*_`’.!…]*(?:\s|$)")
_OPEN_BLANK = re.compile(r"_{3,}")
_WEAK = re.compile(
    r"(?:is|are|in|if|list|name|state|use|rate|will|have|has|had|was|do|does|did|can|could|should|would|come|leg|co|por|share|sell|tell|talk"
    r"|walk|identify|outline|when|while|where|which|who|that|as|give|suppose|imagine|conte|fale|true or false)\b",
    re.IGNORECASE,
)
"""Words that begin sentences of all kinds."""
_TASK = re.compile(
    r"(?:reverse|find|create|build|calculate|convert|check|count|print|prove|derive|show|solve|merge|sort|remove|delete|add|draw|estimate"
    r"|determine|provide|summari[sz]e|elaborate|justify|illustrate|demonstrate|given|write|implement|design|develop|make|use|refactor"
    r"|optimi[sz]e|debug|configure|deploy|generate|detect|return|rotate|search|swap|pros and cons|advantages|difference|types of"
    r"|list|name|state|tell|talk|walk|give|identify|outline|suppose|imagine|share)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"[*_#\s]{0,6}(?:(?:the |correct |right |short |sample |model |example |suggested |possible |expected |best |my )*(?:answer|ans|solution|response)s?"
    r"|(?:richtige )?antwort|lösung|(?:bonne )?réponse|(?:respuesta|resposta)(?: correcta| correta)?|solución|solução|solution|soluzione|risposta(?: corretta)?|antwoord|odpowiedź|cevap|svar|ответ|відповідь|答案|答え|答|回答|解答|정답|답|답변)"
    r"(?:\s*#?\d{1,4})?\s*[*_]{0,3}\s*(?:[:：]|[.)](?=\s|\*|$)|\s[-–—]\s|\s*$)[*_]{0,3}[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_SHORT_ANSWER = re.compile(r"[*_]{0,3}A\d{0,4}[*_]{0,3}\s*[:.)][*_]{0,3}(?:\s+|$)")
_OTHER_OPTION = re.compile(r"^[*_]{0,3}\(?B\s*[.):]", re.MULTILINE)
_SHOWS_ANSWER = re.compile(
    r"[\W_]*(?:(?:view|show|see|click|reveal|toggle|expand|open|check|display|read|here|for|the|to|me|full|my|a|an|possible|sample|correct|view)\W+)*"
    r"(?:answers?|solutions?|explanations?|details|more|hints?|responses?|antwort|antwoord|lösung|réponse|respuesta|resposta|risposta|odpowiedź"
    r"|cevap|svar|ответ|відповідь|答案|答え|回答|解答|정답|답|jawaban|đáp án|الإجابة|کلیک|odgovor|përgjigja|răspuns)(?:\W.{0,20})?$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"[\W_]*(?:table of contents?|contents?|toc|index|inhalt|inhaltsverzeichnis|sommaire|índice|indice|оглавление|содержание|зміст|目录|目次|목차)[\W_]*$",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"""[\W_]*(?:contribut\w*|licen[cs]e\w*|sponsor\w*|support(?:\ (?:us|me|the\ project))?|donat\w*|star\ history|stargazers?\b.*|acknowledge?ments?
    |credits?|authors?|thanks|special\ thanks|backers|code\ of\ conduct|disclaimer|change\ ?log|road\ ?map|installation|install|getting\ started
    |usage|(?:expected\ )?usage|prerequisites|maintainers|contact(?:\ me|\ us)?|follow\ (?:me|us)|social(?:\ media)?|translations?|languages
    |(?:useful\ |additional\ |other\ |more\ |external\ |further\ )*(?:resources|links?|references?|reading|reads?|sources?|books?|courses?|videos?|tutorials?|articles?)
    |related(?:\ \w+)?|see\ also|mitwirken|lizenz|лицензия|贡献|许可证|view\ online|foreword|preface|legend|notes?
    |how\ (?:to|can\ (?:i|you|we)|do\ (?:i|you|we)|should\ (?:i|you|we))\ (?:use|contribute|read|help|get\ started|install|run|start|prepare)(?:\ (?:this|it|these|here|(?:this|these|the|our)\ (?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection)).*)?
    |what(?:\ is|'s|’s)\ (?:(?:this|it|these|here|(?:this|these|the|our)\ (?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection))|in\ this|inside|new|next|it)(?:\ (?:about|for|all\ about))?|(?:why|who\ is)\ (?:(?:this|it|these|here|(?:this|these|the|our)\ (?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection))|another\ \w+)(?:\ for)?
    |how\ (?:does\ )?(?:this|it|these|here|(?:this|these|the|our)\ (?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection))\ works?|want\ to\ .*|found\ an?\ (?:bug|typo|mistake|error|problem|issue)\b.*
    |(?:have|got|any)\ (?:a\ |any\ |more\ )*(?:questions?|suggestions?|ideas?|feedback)|(?:did\ you\ )?like\ (?:this|it|these|here|(?:this|these|the|our)\ (?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection)).*
    |about(?:\ (?:me|us|(?:this|it|these|here|(?:this|these|the|our)\ (?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection))))?|questions\?|.*\bcontributing|.*\bcontributors?)[\W_]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_LINKS_ONLY = re.compile(r"(?:↑|⬆|🔝|↥|back|top|home|к оглавлению|наверх|вверх|nach oben|回到|返回|go to)", re.IGNORECASE)
_BACK = re.compile(
    r"[\W_]*(?:(?:go )?(?:back )?to (?:the )?(?:top|toc|contents?|table of contents?|index|main page|home)|(?:back|top|home|up)|return to .{1,20}"
    r"|к оглавлению|наверх|вверх|nach oben|zurück(?: nach oben)?|回到顶部|返回目录|返回顶部|volver arriba|retour en haut|torna su)[\W_]*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"[\W_]*(?:todo|tbd|tba|wip|answer here|your answer(?: here)?|coming soon|to be (?:added|done|written|answered|completed)|pending|n/?a|none|no answer yet|answer"
    r"|not answered yet|add answer here|in progress|soon|work in progress|references?|sources?|links?|useful resources)?[\W_]*$",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    "questions question and answers answer interview interviews level levels qa q a the for of general common top most asked list all faq"
    " part section topics topic 101 vragen fragen вопросы other misc miscellaneous developer engineer candidates position".split(" ")
)
_LISTS = re.compile(r"\bquestions?\b|\binterview|\bquiz|cheat ?sheet|\btutorial|\bguide\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:interview )?(?:questions?|fragen|вопросы)(?: and answers)? (?:about|on|for|regarding|zu|по|про) (?:the )?", re.IGNORECASE)
_COUNT = re.compile(r"\s*[(\[]\d{1,4}(?: questions?)?[)\]]\s*$")
_WORD = re.compile(r"[^\W_]+(?:[+#.-][^\W_]*)*")


def has_mark(text: str) -> bool:
    """True if a text has a question mark at the end of a sentence, or blanks to fill in."""
    return _MARK.search(text) is not None


def asks(text: str) -> bool:
    """True if a text is surely a question or asks to explain something."""
    if has_mark(text):
        return True
    if not is_like_question(text.rstrip(" ;")) or len(text.split()) < 3 and text.isascii():
        return False
    return not _WEAK.match(text) or _TASK.match(text) is not None and len(text.split()) >= 4


def demands(text: str) -> bool:
    """True if a text may be a task, as an entry of a list of questions."""
    return asks(text) or (len(text.split()) >= 2 and _TASK.match(text) is not None)


def answer_label(text: str, *, is_single_letter: bool = True) -> int:
    """How many characters at the beginning say that an answer follows; 0 if none do."""
    label = _ANSWER.match(text)
    if label is None and is_single_letter and not _OTHER_OPTION.search(text[:2000]):
        label = _SHORT_ANSWER.match(text)
    return label.end() if label else 0


def without_label(text: str, *, is_single_letter: bool = True) -> str:
    """The text without a label that says that it is an answer, and without what closes the label's marks."""
    cut = answer_label(text, is_single_letter=is_single_letter)
    rest = text[cut:].strip()
    if cut and text.lstrip().startswith("**") and rest.count("**") % 2:
        before, _, after = rest.rpartition("**")
        rest = before + after
    return rest


def has_options(text: str) -> bool:
    """True if a line begins with the letter B, so that an A before it begins no answer."""
    return _OTHER_OPTION.search(text) is not None


def shows_answer(summary: str) -> bool:
    """True if the summary of a collapsible part only says that an answer is inside."""
    return not summary.strip() or _SHOWS_ANSWER.match(summary[:120]) is not None


def is_contents(heading: str) -> bool:
    return _CONTENTS.match(heading[:80]) is not None or "table of contents" in heading[:80].casefold()


def is_prose(heading: str) -> bool:
    """True if a section is about the page itself: how to contribute, its licence, what else to read."""
    return _PROSE.match(heading[:80]) is not None


def is_way_back(text: str) -> bool:
    """True for "back to top" and the like."""
    return len(text) < 60 and _BACK.match(text) is not None


def says_nothing(text: str) -> bool:
    """True for an answer that is still to be written."""
    return len(text) < 60 and _NOTHING.match(text) is not None


def is_about_lists(text: str) -> bool:
    """True for the name of a list of questions elsewhere."""
    return _LISTS.search(text[:200]) is not None and not has_mark(text)


def level_in(heading: str) -> str:
    """The word in a heading that says how hard the questions below are; empty if there is none."""
    words = [word for word in _WORD.findall(heading[:120]) if is_level(word) and not word.isdigit()]
    others = [word for word in _WORD.findall(heading[:120]) if not is_level(word)]
    return words[0] if len(words) == 1 and len(others) <= 4 else ""


def topic_in(heading: str) -> str:
    """The heading as a topic; empty if it names none: "Interview questions", "Junior level"."""
    heading = _COUNT.sub("", _ABOUT.sub("", heading, count=1)).rstrip(" :.")
    words = _WORD.findall(heading)
    telling = [word for word in words if word.casefold() not in _GENERAL and not (is_level(word) and level_in(heading))]
    return "" if not telling or len(heading) > 80 else " ".join(telling) if level_in(heading) else heading
