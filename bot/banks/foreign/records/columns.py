"""Decides what each column or key of a file is for: by what is said, by its name, or by what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.banks.foreign.header_words import ColumnName, Meaning, named
from bot.banks.foreign.records import likeness
from bot.banks.foreign.records.candidates import ColumnCandidates, mean_length
from bot.banks.foreign.records.values import texts_in

_FEW_COLUMNS = 5
_ENOUGH_LIKE_QUESTIONS = 0.3
"""How many texts of a column must look like questions, of 1, if its name does not say that it has them."""
_SAMPLE = 400
_PROSE_LENGTH = 40
_WITH_OPTIONS = {Meaning.OPTIONS, Meaning.WRONG, Meaning.CORRECT}
_ONE_EACH = (Meaning.ID, Meaning.CORRECT, Meaning.DIFFICULTY, Meaning.KIND, Meaning.MINUTES, Meaning.NOTE)


class UnknownColumn(Exception):
    """A mapping names a column or key that the file does not have."""

    def __init__(self, column: str, known: tuple[str, ...]) -> None:
        super().__init__(column, known)
        self.column = column
        self.known = known
        """The names that the file has, in their order."""


class UnknownField(Exception):
    """A mapping names a field that a question does not have."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given
        self.known = tuple(meaning.value for meaning in Meaning)


@dataclass(frozen=True, slots=True)
class ColumnMeanings:
    """The columns of a file by what they are for; each is used once at most."""

    by_meaning: Mapping[Meaning, tuple[str, ...]]

    def of(self, meaning: Meaning) -> tuple[str, ...]:
        return self.by_meaning.get(meaning, ())

    def first(self, meaning: Meaning) -> str | None:
        return next(iter(self.of(meaning)), None)

    @property
    def has_options(self) -> bool:
        """True if there are columns for them. A list of answers may have them, too, and say which is right."""
        return bool(self.by_meaning.keys() & _WITH_OPTIONS)

    @property
    def used(self) -> frozenset[str]:
        return frozenset(name for names in self.by_meaning.values() for name in names)


def columns_of(
    names: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    fields: Mapping[str, str],
    *,
    any_text_asks: bool = False,
) -> ColumnMeanings:
    """What the columns of some rows are for. There is a column for questions, unless nothing looks like one.

    `fields` says it of some: field of a question to name of a column, or to its 1-based number. With `any_text_asks`,
    the first column of text is one of questions even if it does not look like it.

    Raises:
        UnknownColumn: no column has a name that `fields` gives.
        UnknownField: a question has no field that `fields` gives.
    """
    sample: dict[str, list[str]] = {name: [] for name in names}
    for row in _spread(rows):
        for name, value in row.items():
            sample[name] += texts_in(value)[:4]
    choice = ColumnCandidates(names, sample, rows)
    for given, column in fields.items():
        choice.chosen[_meaning_of(given)].append(_column_of(column, names))
    _sort_by_name(choice)
    _take_clues(choice)
    _choose_options(choice)
    is_said = bool(choice.chosen[Meaning.QUESTION])
    _choose_question(choice, any_text_asks=any_text_asks)
    if choice.chosen[Meaning.QUESTION]:
        _choose_unnamed_options(choice)
        is_named = is_said or any(name in choice.chosen[Meaning.QUESTION] for name, _ in choice.sure[Meaning.QUESTION])
        _choose_answers(choice, short_ones=any_text_asks and not is_named)
        _choose_rest(choice)
    return ColumnMeanings({meaning: tuple(chosen) for meaning, chosen in choice.chosen.items() if chosen})


def _spread(rows: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """Rows from all over the file: the first ones may all be of one sort."""
    return (*rows[: _SAMPLE // 2], *rows[_SAMPLE // 2 :: 1 + len(rows) // (_SAMPLE // 2)])


def _meaning_of(given: str) -> Meaning:
    try:
        return Meaning(given.strip().lower().replace("-", "_"))
    except ValueError:
        found = named(given)
        if found is None or not found.is_sure:
            raise UnknownField(given) from None
        return found.meaning


def _column_of(column: str, names: Sequence[str]) -> str:
    wanted = column.strip()
    for same in (str.strip, str.casefold):
        for name in names:
            if same(name.strip()) == same(wanted):
                return name
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 and 0 < int(wanted) <= len(names):
        return names[int(wanted) - 1]
    raise UnknownColumn(column, tuple(names))


def _sort_by_name(choice: ColumnCandidates) -> None:
    taken = choice.taken()
    for name in choice.names:
        if name in taken or not choice.sample[name] or (found := named(name)) is None:
            continue
        if choice.chosen.get(found.meaning) and found.meaning in (*_ONE_EACH, Meaning.QUESTION):
            continue  # the mapping has said which
        (choice.sure if found.is_sure else choice.unsure)[found.meaning].append((name, found))


def _take_clues(choice: ColumnCandidates) -> None:
    """On the boards of a quiz show a clue is read out, and what is called the question there is the answer."""
    asked, said = choice.sure[Meaning.QUESTION], choice.sure[Meaning.ANSWER]
    clue = next((each for each in choice.sure[Meaning.HOW] if each[0].strip().casefold() == "clue"), None)
    if clue is not None and said and not asked:
        choice.sure[Meaning.HOW].remove(clue)
        asked.append(clue)
    elif len(asked) == len(said) == 1 and any("clue" in name.casefold() for name in choice.names):
        lengths = [mean_length(choice.sample[name]) for ((name, _),) in (asked, said)]
        if 2 * lengths[0] < lengths[1]:
            choice.sure[Meaning.QUESTION], choice.sure[Meaning.ANSWER] = said, asked


def _choose_options(choice: ColumnCandidates) -> None:
    """Find options and which of them is right; a right answer without options is an answer."""
    single = {name.strip().casefold(): name for name in choice.free() if len(name.strip()) == 1}
    if {"a", "b", "c"} <= single.keys():
        choice.sure[Meaning.OPTIONS] += [
            (single[mark], ColumnName(Meaning.OPTIONS, is_sure=True)) for mark in "abcdefgh" if mark in single
        ]
        choice.sure[Meaning.ANSWER] = [each for each in choice.sure[Meaning.ANSWER] if each[0] != single["a"]]
    counted = [name for name in choice.free() if name.strip().isdigit()]
    if choice.sure[Meaning.CORRECT] and len(counted) > 1 and not choice.sure[Meaning.OPTIONS]:
        by_number = choice.is_of_numbers(choice.sure[Meaning.CORRECT][0][0])
        meaning = Meaning.OPTIONS if by_number else Meaning.WRONG
        choice.sure[meaning] += [(name, ColumnName(meaning, is_sure=True)) for name in counted]
    says_which = choice.sure[Meaning.CORRECT] or choice.chosen[Meaning.CORRECT]
    numbered = [each for each in choice.sure[Meaning.ANSWER] if each[1].number]
    if says_which and len(numbered) > 1 and not choice.sure[Meaning.OPTIONS]:
        choice.sure[Meaning.OPTIONS] = numbered
        choice.sure[Meaning.ANSWER] = [each for each in choice.sure[Meaning.ANSWER] if each not in numbered]
    if not choice.sure[Meaning.OPTIONS]:
        _take_lists_for_options(choice)
    choice.chosen[Meaning.OPTIONS] += [name for name, _ in choice.sure[Meaning.OPTIONS]]
    choice.chosen[Meaning.WRONG] += [name for name, _ in choice.sure[Meaning.WRONG]]
    if not choice.chosen[Meaning.CORRECT]:
        fitting = choice.sure[Meaning.CORRECT]
        if choice.chosen[Meaning.OPTIONS] and not fitting:
            fitting = choice.sure[Meaning.ANSWER]
        if choice.chosen[Meaning.OPTIONS] or choice.chosen[Meaning.WRONG]:
            choice.chosen[Meaning.CORRECT] += [name for name, _ in fitting[:1]]
        elif not choice.sure[Meaning.ANSWER]:
            choice.sure[Meaning.ANSWER] = fitting[:1]


def _take_lists_for_options(choice: ColumnCandidates) -> None:
    """Of `answers`, which are lists, and `answer`, which is a number: those are the options, this is the right one."""
    answers = choice.sure[Meaning.ANSWER]
    listing = [each for each in answers if any(isinstance(row.get(each[0]), list) for row in choice.rows[:20])]
    right = [name for name, _ in choice.sure[Meaning.CORRECT][:1]]
    if right and not listing and choice.part_of(right[0], likeness.is_number_or_mark) > 0.9:
        listing = [each for each in answers if choice.part_of(each[0], likeness.has_several) > 0.8]
    if len(listing) == 1 and right:
        choice.sure[Meaning.OPTIONS] = listing
        choice.sure[Meaning.ANSWER] = [each for each in answers if each not in listing]
    elif len(answers) == 2:
        other = [each for each in answers if each not in listing]
        if len(listing) == 1 and choice.part_of(other[0][0], likeness.is_number_or_mark) > 0.9:
            choice.sure[Meaning.OPTIONS], choice.sure[Meaning.CORRECT] = listing, other
            choice.sure[Meaning.ANSWER] = []


def _choose_question(choice: ColumnCandidates, *, any_text_asks: bool) -> None:
    if choice.chosen[Meaning.QUESTION]:
        return
    free = choice.free()

    def likeness_of(name: str) -> float:
        return choice.part_of(name, likeness.is_like_question)

    sure = [name for name, _ in choice.sure[Meaning.QUESTION] if name in free and not choice.is_of_numbers(name)]
    if sure:
        choice.chosen[Meaning.QUESTION] += choice.one_for_each_row(sure)
        return
    helps = (*choice.sure[Meaning.ANSWER], *choice.chosen[Meaning.OPTIONS], *choice.sure[Meaning.DIFFICULTY])
    helped = bool(helps or choice.chosen[Meaning.CORRECT])
    if any_text_asks and len(choice.names) <= _FEW_COLUMNS:
        helped |= bool(choice.unsure[Meaning.ANSWER])
    unsure = [name for name, _ in choice.unsure[Meaning.QUESTION] if name in free and not choice.is_of_numbers(name)]
    best = max(unsure, key=likeness_of, default=None)
    if best is not None and (helped or likeness_of(best) >= _ENOUGH_LIKE_QUESTIONS):
        choice.chosen[Meaning.QUESTION].append(best)
        return
    named_otherwise = {name for found in (choice.sure, choice.unsure) for each in found.values() for name, _ in each}
    others = [name for name in free if name not in named_otherwise and choice.is_prose(name)]
    best = max(others, key=likeness_of, default=None)
    if best is not None and likeness_of(best) >= _ENOUGH_LIKE_QUESTIONS:
        choice.chosen[Meaning.QUESTION].append(best)
    elif any_text_asks and len(choice.names) <= _FEW_COLUMNS:
        # Words to learn do not look like questions; figures and names in a wider table neither.
        choice.chosen[Meaning.QUESTION] += [name for name in others if choice.is_varied(name)][:1]


def _choose_unnamed_options(choice: ColumnCandidates) -> None:
    """Find options behind a question where no column has a name, and behind them which one is right."""
    asked = choice.names.index(choice.chosen[Meaning.QUESTION][0])
    if choice.chosen[Meaning.OPTIONS] or not choice.has_no_names():
        return
    behind = choice.names[asked + 1 :]
    for position, name in enumerate(behind[:10]):
        has_marks = position > 1 and choice.part_of(name, likeness.is_mark) > 0.9
        has_numbers = position > 2 and choice.part_of(name, likeness.is_small_number) > 0.9
        if has_marks or has_numbers:
            options = behind[:position]
            if has_numbers and not all(map(choice.is_varied, options)):
                return
            if all(mean_length(choice.sample[option]) < 100 for option in options):
                choice.chosen[Meaning.OPTIONS] += options
                choice.chosen[Meaning.CORRECT].append(name)
            return


def _choose_answers(choice: ColumnCandidates, *, short_ones: bool) -> None:
    free = set(choice.free())
    chosen = choice.chosen[Meaning.ANSWER]
    if right := choice.chosen[Meaning.CORRECT]:
        chosen += [name for name, _ in choice.sure[Meaning.ANSWER] if name in free and choice.fills_in(name, right[0])]
    elif not chosen:
        chosen += [name for name, _ in choice.sure[Meaning.ANSWER] if name in free]
        if not chosen:
            chosen += [name for name, _ in choice.unsure[Meaning.ANSWER] if name in free][:1]
        if not chosen and not choice.chosen[Meaning.OPTIONS]:
            unnamed = [name for name in choice.free() if choice.may_be_answers(name, short_ones=short_ones)]
            asked = choice.chosen[Meaning.QUESTION][0]
            behind = [name for name in unnamed if choice.names.index(name) > choice.names.index(asked)]
            lengths = {name: mean_length(choice.sample[name]) for name in behind or unnamed}
            longest = max(lengths, key=lambda name: lengths[name], default=None)
            if longest is not None:
                chosen.append(longest if lengths[longest] > _PROSE_LENGTH else next(iter(lengths)))


def _choose_rest(choice: ColumnCandidates) -> None:
    for meaning in Meaning:
        if meaning in (Meaning.QUESTION, Meaning.ANSWER, Meaning.OPTIONS, Meaning.WRONG, Meaning.CORRECT):
            continue
        free = set(choice.free())
        fitting = [name for name, _ in choice.sure[meaning] if name in free]
        if not fitting and not choice.chosen[meaning]:
            fitting = [name for name, _ in choice.unsure[meaning] if name in free]
            if meaning is Meaning.DIFFICULTY:
                fitting = [name for name in fitting if choice.part_of(name, likeness.is_level) > 0.8]
        if meaning is Meaning.KIND:
            fitting = _kinds(choice, fitting)
        choice.chosen[meaning] += choice.one_for_each_row(fitting) if meaning in _ONE_EACH else fitting
    if not choice.chosen[Meaning.DIFFICULTY]:
        levels = [name for name in _unnamed(choice) if choice.has_levels(name)]
        choice.chosen[Meaning.DIFFICULTY] += levels[:1]
    if not choice.chosen[Meaning.TOPICS] and choice.has_no_names():
        choice.chosen[Meaning.TOPICS] += [name for name in _unnamed(choice) if choice.may_be_topics(name)][:1]


def _kinds(choice: ColumnCandidates, names: Iterable[str]) -> list[str]:
    """The columns that say what sort of question it is; a `type` with other words is a topic, or a quiz's business."""
    kinds = []
    for name in names:
        if choice.part_of(name, likeness.is_form) > 0.5:
            continue
        if choice.part_of(name, likeness.is_kind) > 0.2:
            kinds.append(name)
        elif not choice.part_of(name, likeness.is_number):
            choice.chosen[Meaning.TOPICS].append(name)
    return kinds


def _unnamed(choice: ColumnCandidates) -> list[str]:
    return [name for name in choice.free() if named(name) is None]
