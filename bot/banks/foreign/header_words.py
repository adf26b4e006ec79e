"""What the names of columns and keys mean, in any spelling and in the languages that lists of questions come in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.core.content import without_accents

_LONGEST = 80
"""A longer text is no name of a column."""
_BETWEEN_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_WORD = re.compile(r"[\W_]+")
_LAST_NUMBER = re.compile(r" ?(\d{1,2})$")


def phrases(text: str) -> list[str]:
    """What stands between the commas of a text."""
    return [phrase.strip() for phrase in text.split(",")]


class Meaning(StrEnum):
    """What a column is for; the first ones are the fields of a question, by the names that `--map` takes."""

    QUESTION = "question"
    ID = "id"
    ANSWER = "answer"
    NOTE = "note"
    WHY = "why"
    HOW = "how"
    SHORT = "short"
    KEY_POINTS = "key_points"
    FOLLOW_UPS = "follow_ups"
    ALSO_ASKED_AS = "also_asked_as"
    TOPICS = "topics"
    KIND = "kind"
    DIFFICULTY = "difficulty"
    MINUTES = "minutes"
    OPTIONS = "options"
    CORRECT = "correct"
    """Which of the options is right: its mark, its number or its text."""
    WRONG = "wrong"
    """Options that are not right."""


@dataclass(frozen=True, slots=True)
class ColumnName:
    """What the name of a column says."""

    meaning: Meaning
    is_sure: bool
    """False for a name such as `title`, which means a question only where nothing else does."""
    number: int = 0
    """The number in a name such as `hint 2` or `option b`; 0 if it has none."""


_SURE: dict[Meaning, str] = {
    Meaning.QUESTION: (
        "question, questions, q, question text, prompt, prompts, front, term, stem, ask, interview question, problem, "
        "problem name, problem title, problem statement, "
        "the question, flashcard front, frage, fragen, vorderseite, question posee, pregunta, preguntas, "
        "pergunta, perguntas, questao, questoes, domanda, domande, vraag, vragen, pytanie, pytania, otazka, "
        "otazky, soru, sorular, fraga, fragor, sporsmal, sporgsmal, kysymys, kerdes, intrebare, pertanyaan, "
        "soal, cau hoi, вопрос, вопросы, питання, запитання, въпрос, ερωτηση, שאלה, سؤال, السؤال, प्रश्न, "
        "問題, 题目, 問題文, 问题, 質問, 設問, 문제, 질문, 題目, คำถาม"
    ),
    Meaning.ID: "id, question id, qid, uuid, uid, guid, slug, identifier, question identifier, kennung",
    Meaning.ANSWER: (
        "answer, answers, a, ans, back, response, responses, reply, solution, solutions, definition, "
        "ideal answer, model answer, sample answer, example answer, expected answer, "
        "suggested answer, best answer, good answer, reference answer, answer text, flashcard back, "
        "completion, antwort, antworten, ruckseite, musterantwort, musterlosung, losung, reponse, reponses, "
        "respuesta, respuestas, solucion, solucao, soluzione, resposta, respostas, risposta, risposte, "
        "antwoord, antwoorden, odpowiedz, "
        "odpowiedzi, odpoved, cevap, cevaplar, yanit, svar, vastaus, valasz, raspuns, jawaban, tra loi, "
        "dap an, ответ, ответы, відповідь, отговор, απαντηση, תשובה, جواب, الإجابة, الجواب, उत्तर, 答案, "
        "答え, 回答, 解答, 답, 답변, 정답, คำตอบ"
    ),
    Meaning.NOTE: "answer note, example note, note of the answer",
    Meaning.WHY: (
        "why, why asked, why it is asked, why we ask, why ask, why they ask, purpose, intent, "
        "interviewer intent, what they want to know, what it tests, looking for, what to look for, warum"
    ),
    Meaning.HOW: (
        "how, how to answer, explanation, explanations, explain, rationale, reasoning, hint, hints, tip, "
        "tips, advice, guidance, approach, feedback, general feedback, clue, erklarung, hinweis, hinweise, "
        "tipp, tipps, explication, indice, explicacion, explicacao, pista, dica, spiegazione, suggerimento, "
        "uitleg, wyjasnienie, пояснение, объяснение, подсказка, пояснення, 解析, 解説, 提示, ヒント, 해설, "
        "설명, 힌트"
    ),
    Meaning.SHORT: (
        "short, short answer, 30 second answer, brief answer, quick answer, one liner, one line answer, "
        "tldr, tl dr, answer short, elevator answer, kurzantwort, kurze antwort"
    ),
    Meaning.KEY_POINTS: (
        "key points, key point, good to hear, keypoints, points, main points, talking points, key ideas, key concepts, "
        "rubric, criteria, checklist, must mention, expected points, key takeaways, takeaways, kernpunkte, "
        "stichpunkte"
    ),
    Meaning.FOLLOW_UPS: (
        "follow up, follow ups, followup, followups, follow up question, follow up questions, "
        "followup question, followup questions, next question, next questions, probe, probes, "
        "probing questions, nachfrage, nachfragen, ruckfragen"
    ),
    Meaning.ALSO_ASKED_AS: (
        "also asked as, alternative phrasing, alternative phrasings, alternate phrasing, rephrased, "
        "rephrasings, paraphrase, paraphrases, question variants, variants, variations, similar phrasing, "
        "other wording, alternative question"
    ),
    Meaning.TOPICS: (
        "topic, topics, tag, tags, category, categories, cat, subject, subjects, theme, themes, subtopic, "
        "sub topic, subtopics, subcategory, sub category, skill, skills, section, chapter, area, domain, "
        "technology, technologies, module, unit, group, deck, kategorie, kategorien, thema, themen, fach, "
        "schlagworte, kapitel, sujet, sujets, tema, temas, categoria, categorias, categorie, argomento, "
        "onderwerp, temat, kategoria, konu, kategori, amne, тема, темы, категория, раздел, тег, теги, "
        "категорія, 分类, 分類, 标签, 主题, カテゴリ, カテゴリー, タグ, ジャンル, 카테고리, 주제, 분류, "
        "知识点"
    ),
    Meaning.KIND: "kind, type, question type, type of question, typ, art, fragetyp, tipo, тип, 类型, 题型, 種類, 유형",
    Meaning.DIFFICULTY: (
        "difficulty, difficulty level, level, levels, question difficulty, question level, complexity, "
        "seniority, seniority level, experience level, hardness, schwierigkeit, schwierigkeitsgrad, niveau, "
        "stufe, difficulte, dificultad, nivel, dificuldade, difficolta, livello, moeilijkheid, "
        "moeilijkheidsgraad, poziom, trudnosc, zorluk, svarighetsgrad, сложность, уровень, складність, "
        "рівень, 难度, 難度, 難易度, 난이도, レベル"
    ),
    Meaning.MINUTES: (
        "minutes, mins, minute, min, time minutes, time in minutes, time min, time mins, duration, "
        "duration minutes, duration min, answer time, speaking time, time to answer, estimated time, "
        "expected time, dauer, minuten"
    ),
    Meaning.OPTIONS: (
        "options, option, choices, choice, answer options, answer choices, possible answers, alternatives, "
        "all answers, antwortmoglichkeiten, optionen, opciones, opcoes, opzioni, варианты, варианты ответа, "
        "варианты ответов, 选项, 選択肢, 보기, 선택지"
    ),
    Meaning.CORRECT: (
        "correct, correct answer, correct answers, correctanswer, correct option, correct options, "
        "correct choice, correct choices, right answer, right answers, right option, answer key, answerkey, "
        "key, correct index, correct answer index, correct option index, answer index, answeridx, "
        "answer idx, correct response, correct key, correct ans, solution index, truth, richtige antwort, "
        "richtig, bonne reponse, respuesta correcta, resposta correta, resposta certa, risposta corretta, "
        "правильный ответ, 正确答案, 正解"
    ),
    Meaning.WRONG: (
        "wrong, wrong answer, wrong answers, incorrect answer, incorrect answers, incorrect, "
        "incorrectanswers, distractor, distractors, false answers, falsche antworten, falsche antwort, "
        "mauvaises reponses"
    ),
}
_UNSURE: dict[Meaning, str] = {
    Meaning.QUESTION: (
        "title, name, text, input, instruction, query, task, "
        "challenge, card, word, heading, header, titel, titre, titulo, titolo, название, 标题, 名称, "
        "タイトル, 제목, item, statement, scenario, body, aufgabe, begriff, terme, termino, termo, termine, "
        "concept, keyword, vocabulary"
    ),
    Meaning.ANSWER: (
        "output, description, content, meaning, translation, value, details, detail, result, target, "
        "beschreibung, bedeutung, contenu, definicion, definicao, definizione, definitie, описание, "
        "определение, 描述, 内容, 意味, 설명란, text answer"
    ),
    Meaning.ID: "key id, ref, reference id, code id",
    Meaning.HOW: "comment, comments, remarks, remark, extra, context, background, bemerkung, kommentar",
    Meaning.TOPICS: "label, labels, keywords, framework, source deck",
    Meaning.DIFFICULTY: "rating, grade, tier, rank, experience",
}
_OTHER = frozenset(
    phrases(
        "number, no, nr, num, count, total, date, created, updated, time, timestamp, url, link, links, href, "
        "source, sources, author, by, user, username, email, score, votes, views, likes, status, is, has, image, "
        "images, img, picture, photo, audio, video, file, path, index, idx, length, percent, percentage, rate, "
        "acceptance, frequency, weight, order, position, row, version, license, lang, company, companies, answered, "
        "asked"
    )
)
"""Words that make something else of a name: `question no`, `date of answer`, `answer url`."""
_SMALL = frozenset(
    phrases(
        "the, a, an, of, your, our, my, in, for, to, and, or, is, english, en, de, s, column, field, full, actual, "
        "main, original, new, card, quiz, item, optional"
    )
)
_WRONG = ("wrong", "incorrect", "distractor", "falsche")
_SAYS_ITSELF = (
    "question",
    "answer",
    "prompt",
    "explanation",
    "hint",
    "solution",
    "topic",
    "categor",
    "difficult",
    "tag",
    "frage",
    "antwort",
    "pregunta",
    "respuesta",
    "pergunta",
    "resposta",
    "domanda",
    "risposta",
    "reponse",
    "вопрос",
    "ответ",
)
"""How words begin that mean the same with other words before them; `front` in `Up front` says nothing."""
_SUBJECTS = ("question ", "q ", "card ", "quiz ", "item ", "interview ", "problem ")


def is_about_record(name: str) -> bool:
    """True for a name such as `Company`, `created_at` or `url`: whatever it holds, it answers nothing."""
    words = _words(name).split(" ")
    return words != ["column"] and not _OTHER.isdisjoint(words)


@lru_cache(maxsize=4096)
def named(name: str) -> ColumnName | None:
    """What a name means; None if it means nothing to us, such as `#`, `url` or a whole sentence."""
    words = _words(name)
    if not words or words == "#":
        return None
    number = 0
    if option := _OPTION.fullmatch(words):
        mark = option.group(1)
        return ColumnName(
            Meaning.OPTIONS, is_sure=True, number=int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1
        )
    if numbered := _LAST_NUMBER.search(words):
        number, words = int(numbered.group(1)), words[: numbered.start()]
    return _by_words(words, number)


def _by_words(words: str, number: int) -> ColumnName | None:
    for known, is_sure in ((_KNOWN, True), (_KNOWN_UNSURELY, False)):
        if meaning := known.get(words):
            return ColumnName(meaning, is_sure, number=number)
    parts = words.split(" ")
    if words.startswith(("follow up", "followup")):
        return ColumnName(Meaning.FOLLOW_UPS, is_sure=True, number=number)
    if parts[0] in _WRONG and len(parts) <= 3:
        return ColumnName(Meaning.WRONG, is_sure=True, number=number)
    if len(parts) == 1 or _OTHER.intersection(parts):
        return None
    return _by_some_words(words, parts, number)


def _by_some_words(words: str, parts: list[str], number: int) -> ColumnName | None:
    """What a name of several words means by those that count."""
    kept = " ".join(part for part in parts if part not in _SMALL)
    if kept != words:
        return _by_words(kept, number) if kept else None
    for subject in _SUBJECTS:
        if words.startswith(subject) and (found := _by_words(words.removeprefix(subject), number)):
            return found
    # In most of these languages the last word says what a thing is, and those before it which one.
    if len(parts) <= 3 and parts[-1].startswith(_SAYS_ITSELF) and (meaning := _KNOWN.get(parts[-1])):
        return ColumnName(meaning, is_sure=True, number=number)
    return None


def _words(name: str) -> str:
    """The name in small letters without accents, one space between its words."""
    if len(name) > _LONGEST:
        return ""
    plain = without_accents(_BETWEEN_CAPITALS.sub(" ", name).casefold())
    # Marks of other scripts are letters there: Hindi would lose its vowels, Korean is put together again.
    text = plain if plain.isascii() else unicodedata.normalize("NFC", plain)
    return _NO_WORD.sub(" ", text).strip() or ("#" if "#" in name else "")


def _table(words: dict[Meaning, str]) -> dict[str, Meaning]:
    return {_words(phrase): meaning for meaning, listed in words.items() for phrase in phrases(listed)}


_OPTION = re.compile(
    r"(?:option|opt|choice|op|answer(?= [a-h])|antwort|answer choice|answer option|opcion|opcao|вариант|选项)"
    r" ?([a-h]|\d)"
)
_KNOWN = _table(_SURE)
_KNOWN_UNSURELY = _table(_UNSURE)
