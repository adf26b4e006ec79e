"""The words by which pages say what their parts are, in the languages that lists of questions come in."""

from __future__ import annotations

import re

_PAGE = r"(?:repo\w*|project|lists?|guide|book|page|site|course|document|author|bot|questions?|collection)"
_THIS = rf"(?:this|it|these|here|(?:this|these|the|our) {_PAGE})"
_READ = r"(?:useful |additional |other |more |external |further )*"

WEAK_OPENING = re.compile(
    r"(?:is|are|in|if|list|name|state|use|rate|will|have|has|had|was|do|does|did|can|could|should|would|come|leg|co|por"
    r"|share|sell|tell|talk|walk|identify|outline|when|while|where|which|who|that|as|give|suppose|imagine|conte|fale"
    r"|true or false)\b",
    re.IGNORECASE,
)
"""Words that begin sentences of all kinds, questions among them."""

TASK = re.compile(
    r"(?:reverse|find|create|build|calculate|convert|check|count|print|prove|derive|show|solve|merge|sort|remove|delete"
    r"|add|draw|estimate|determine|provide|summari[sz]e|elaborate|justify|illustrate|demonstrate|given|write|implement"
    r"|design|develop|make|use|refactor|optimi[sz]e|debug|configure|deploy|generate|detect|return|rotate|search|swap"
    r"|pros and cons|advantages|difference|types of|list|name|state|tell|talk|walk|give|identify|outline|suppose"
    r"|imagine|share)\b",
    re.IGNORECASE,
)

SHORT_TASK = re.compile(r"(?:explain|describe|define|discuss|compare|differentiate|outline)\b", re.IGNORECASE)
"""Words with which two words are a question: "Explain closures"."""

ANSWER_LABEL = re.compile(
    r"[*_#\s]{0,6}"
    r"(?:(?:the |correct |right |short |sample |model |example |suggested |possible |expected |best |my )*"
    r"(?:answer|ans|solution|response)s?"
    r"|(?:richtige )?antwort|lösung|(?:bonne )?réponse|(?:respuesta|resposta)(?: correcta| correta)?|solución|solução"
    r"|soluzione|risposta(?: corretta)?|antwoord|odpowiedź|cevap|svar|ответ|відповідь|答案|答え|答|回答|解答"
    r"|정답|답|답변)(?:\s*#?\d{1,4})?\s*[*_]{0,3}\s*(?:[:：]|[.)](?=\s|\*|$)|\s[-–—]\s|\s*$)[*_]{0,3}[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)

SHORT_ANSWER_LABEL = re.compile(r"[*_]{0,3}A\d{0,4}[*_]{0,3}\s*[:.)][*_]{0,3}(?:\s+|$)")

SECOND_OPTION = re.compile(r"^[*_]{0,3}\(?B\s*[.):]", re.MULTILINE)

SHOWS_ANSWER = re.compile(
    r"[\W_]*(?:(?:view|show|see|click|reveal|toggle|expand|open|check|display|read|here|for|the|to|me|full|my|a|an"
    r"|possible|sample|correct)\W+)*"
    r"(?:answers?|solutions?|explanations?|details|more|hints?|responses?|antwort|antwoord|lösung|réponse|respuesta"
    r"|resposta|risposta|solución|solução|odpowiedź|cevap|svar|ответ|відповідь|答案|答え|回答|解答|정답|답|jawaban"
    r"|đáp án|الإجابة|odgovor|përgjigja|răspuns)(?:\W.{0,20})?$",
    re.IGNORECASE,
)

CONTENTS = re.compile(
    r"[\W_]*(?:table of contents?|contents?|toc|index|inhalt|inhaltsverzeichnis|sommaire|índice|indice|оглавление"
    r"|содержание|зміст|目录|目次|목차)[\W_]*$",
    re.IGNORECASE,
)

ABOUT_PAGE = re.compile(
    r"[\W_]*(?:contribut\w*|licen[cs]e\w*|sponsor\w*|support(?: (?:us|me|the project))?|donat\w*|star history"
    r"|stargazers?\b.*|acknowledge?ments?|credits?|authors?|thanks|special thanks|backers|code of conduct|disclaimer"
    r"|change ?log|road ?map|installation|install|getting started|(?:expected )?usage|prerequisites|maintainers"
    r"|contact(?: me| us)?|follow (?:me|us)|social(?: media)?|translations?|languages|view online|foreword|preface"
    rf"|legend|notes?|{_READ}(?:resources|links?|references?|reading|reads?|sources?|books?|courses?|videos?"
    r"|tutorials?|articles?)|related(?: \w+)?|see also|mitwirken|lizenz|лицензия|贡献|许可证|参考|参考资料|推荐阅读"
    r"|how (?:to|can (?:i|you|we)|do (?:i|you|we)|should (?:i|you|we)) (?:use|contribute|read|help|get started|install"
    rf"|run|start|prepare)(?: {_THIS}.*)?"
    rf"|what(?: is|'s|’s) (?:{_THIS}|in this|inside|new|next)(?: (?:about|for|all about))?"
    rf"|(?:why|who is) (?:{_THIS}|another \w+)(?: for)?|how (?:does )?{_THIS} works?|want to .*"
    r"|found an? (?:bug|typo|mistake|error|problem|issue)\b.*"
    r"|(?:have|got|any) (?:a |any |more )*(?:questions?|suggestions?|ideas?|feedback)"
    rf"|(?:did you )?like {_THIS}.*|about(?: (?:me|us|{_THIS}))?|questions\?|.*\bcontributing"
    r"|.*\bcontributors?)[\W_]*$",
    re.IGNORECASE,
)
"""Headings of sections that are about the page itself, or what else there is to read."""

WAY_BACK = re.compile(
    r"[\W_]*(?:(?:go )?(?:back )?to (?:the )?(?:top|toc|contents?|table of contents?|index|main page|home)"
    r"|(?:back|top|home|up)|return to .{1,20}|к оглавлению|наверх|вверх|nach oben|zurück(?: nach oben)?|回到顶部"
    r"|返回目录|返回顶部|volver arriba|retour en haut|torna su)[\W_]*$",
    re.IGNORECASE,
)

NOTHING = re.compile(
    r"[\W_]*(?:todo|tbd|tba|wip|answer here|your answer(?: here)?|coming soon|pending|n/?a|none|no answer yet|answer"
    r"|to be (?:added|done|written|answered|completed)|not answered yet|add answer here|in progress|soon"
    r"|work in progress|references?|sources?|links?|useful resources)?[\W_]*$",
    re.IGNORECASE,
)

ELSEWHERE = re.compile(
    r"\W*(?:read|see|find|get|check|view|click)(?: the| here for| full)* answers? (?:on|at|here|in|to)\b", re.IGNORECASE
)

NO_TOPIC = frozenset(
    word
    for line in (
        "questions question and answers answer interview interviews level levels qa q a the for of general common top",
        "most asked list all faq part section topics topic 101 vragen fragen вопросы other misc miscellaneous",
        "developer engineer candidates position",
    )
    for word in line.split(" ")
)
"""Words of headings that name no topic."""

QUESTIONS_ABOUT = re.compile(
    r"(?:interview )?(?:questions?|fragen|вопросы)(?: and answers)? (?:about|on|for|regarding|zu|по|про) (?:the )?",
    re.IGNORECASE,
)

LISTS_ELSEWHERE = re.compile(r"\bquestions?\b|\binterview|\bquiz|cheat ?sheet|\btutorial|\bguide\b", re.IGNORECASE)

LISTS_OF_QUESTIONS = re.compile(
    r"questions?\b|interview|quiz|\bq ?& ?a\b|\bfaq|exercises?\b|flash ?cards?|fragen|preguntas|perguntas|domande"
    r"|vragen|вопрос|питання|собеседован|问题|问答|面试|題|質問|面接|질문|면접|entretien|entrevista|colloquio|soru|mülakat",
    re.IGNORECASE,
)

LISTS_OF_TASKS = re.compile(
    r"\b(?:problems?|exercises?|challenges?|puzzles?|katas?|questions?|flash ?cards?|aufgaben)\b", re.IGNORECASE
)
