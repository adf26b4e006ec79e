"""A folder of banks: found by name, and never lost to a broken file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.banks.format.catalogue import Catalogue
from bot.banks.format.listing import UnknownBank, meant
from tests.banks.builders import GOOD, good_with


def write(folder: Path, slug: str, *, title: str | None = None, company: str = "Stripe", role: str = "null") -> None:
    text = (
        GOOD.replace("title: Stripe", f"title: {title or slug.title()}")
        .replace("company: Stripe", f"company: {company}")
        .replace("role: null", f"role: {role}")
    )
    (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")


def slugs(catalogue: Catalogue, query: str, limit: int = 25) -> list[str]:
    return [bank.slug for bank in catalogue.find(query, limit)]


def break_file(folder: Path, slug: str) -> None:
    (folder / f"{slug}.yaml").write_text(good_with("difficulty: easy", "difficulty: esay"), encoding="utf-8")


def test_all_banks_of_the_folder_are_there_by_title(tmp_path: Path) -> None:
    write(tmp_path, "a", title="Zebra")
    write(tmp_path, "b", title="Apple")
    (tmp_path / "README.md").write_text("# How to write a bank", encoding="utf-8")
    (tmp_path / ".a.yaml").write_text("an editor's copy", encoding="utf-8")

    catalogue = Catalogue(tmp_path)

    assert [bank.title for bank in catalogue.all()] == ["Apple", "Zebra"]
    assert catalogue.problems == ()


def test_a_broken_file_is_named_and_the_others_load(tmp_path: Path) -> None:
    write(tmp_path, "good")
    break_file(tmp_path, "broken")
    (tmp_path / "other.yml").write_text(GOOD, encoding="utf-8")

    catalogue = Catalogue(tmp_path)

    assert [bank.slug for bank in catalogue.all()] == ["good"]
    assert [(problem.file, problem.line) for problem in catalogue.problems] == [("broken.yaml", 21), ("other.yml", 1)]


def test_a_file_that_breaks_keeps_its_last_good_version(tmp_path: Path) -> None:
    write(tmp_path, "stripe")
    catalogue = Catalogue(tmp_path)
    before = catalogue.get("stripe")
    break_file(tmp_path, "stripe")

    first, second = catalogue.reload(), catalogue.reload()

    assert catalogue.get("stripe") == before
    for reload in (first, second):
        assert (reload.kept, reload.changed, reload.removed) == (("stripe",), (), ())
        assert reload.problems == catalogue.problems
    assert len(catalogue.problems) == 1


def test_a_file_that_was_mended_counts_again(tmp_path: Path) -> None:
    write(tmp_path, "stripe")
    catalogue = Catalogue(tmp_path)
    break_file(tmp_path, "stripe")
    catalogue.reload()
    write(tmp_path, "stripe", title="Mended")

    reload = catalogue.reload()

    assert (reload.kept, reload.changed, reload.problems) == ((), ("stripe",), ())
    assert catalogue.get("stripe").title == "Mended"
    assert catalogue.problems == ()


def test_a_reload_says_what_it_did(tmp_path: Path) -> None:
    for slug in ("deleted", "changed", "same", "also-same"):
        write(tmp_path, slug)
    catalogue = Catalogue(tmp_path)
    (tmp_path / "deleted.yaml").unlink()
    write(tmp_path, "changed", title="New")
    write(tmp_path, "added")

    reload = catalogue.reload()

    assert (reload.added, reload.changed, reload.removed, reload.kept) == (("added",), ("changed",), ("deleted",), ())
    with pytest.raises(UnknownBank):
        catalogue.get("deleted")


def test_a_folder_that_is_gone_takes_nothing_away(tmp_path: Path) -> None:
    folder = tmp_path / "banks"
    folder.mkdir()
    write(folder, "stripe")
    catalogue = Catalogue(folder)
    (folder / "stripe.yaml").unlink()
    folder.rmdir()

    reload = catalogue.reload()

    assert reload.kept == ("stripe",)
    assert "cannot be read" in str(catalogue.problems[0])
    assert catalogue.get("stripe").slug == "stripe"


def test_a_folder_that_never_was_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "none")

    assert catalogue.all() == ()
    assert [problem.where for problem in catalogue.problems] == ["folder"]


def test_what_was_found_before_a_reload_stays_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, "stripe", title="Old")
    catalogue = Catalogue(tmp_path)
    bank = catalogue.get("stripe")
    write(tmp_path, "stripe", title="New")

    catalogue.reload()

    assert (bank.title, catalogue.get("stripe").title) == ("Old", "New")


def test_reloads_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, "stripe")
    catalogue = Catalogue(tmp_path)
    threads = [threading.Thread(target=catalogue.reload) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert catalogue.get("stripe").slug == "stripe"
    for thread in threads:
        thread.join()

    assert [bank.slug for bank in catalogue.all()] == ["stripe"]


def test_a_bank_is_got_by_its_slug_however_it_is_typed(tmp_path: Path) -> None:
    write(tmp_path, "stripe")

    assert Catalogue(tmp_path).get(" Stripe ").slug == "stripe"


@pytest.mark.parametrize(
    ("slug", "suggestions"),
    [
        ("strpe", ("stripe",)),
        ("system", ("system-design",)),
        ("Stripe!", ("stripe",)),
        ("", ()),
        ("zzz", ()),
        ("x" * 100_000, ()),
        ("\x00\n", ()),
    ],
)
def test_an_unknown_bank_comes_with_suggestions(tmp_path: Path, slug: str, suggestions: tuple[str, ...]) -> None:
    write(tmp_path, "stripe")
    write(tmp_path, "system-design", company="Acme")

    with pytest.raises(UnknownBank) as unknown:
        Catalogue(tmp_path).get(slug)

    assert (unknown.value.slug, unknown.value.suggestions) == (slug, suggestions)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    write(tmp_path, "stripe", title="Stripe for everyone")
    write(tmp_path, "stripe-integration-engineer", title="Integration at Stripe", role="Integration Engineer")
    write(tmp_path, "cafe", title="Café work", company="L'Été", role="Barista")
    write(tmp_path, "python-backend", title="Backend with Python", company="null", role="Backend developer")
    write(tmp_path, "not-stripes", title="Zebras", company="Zoo")
    return Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stripe", ["stripe", "stripe-integration-engineer", "not-stripes"]),
        ("STRIPE", ["stripe", "stripe-integration-engineer", "not-stripes"]),
        ("stripe-int", ["stripe-integration-engineer"]),
        ("stripe int", ["stripe-integration-engineer"]),
        ("integration", ["stripe-integration-engineer"]),
        ("cafe", ["cafe"]),
        ("CAFÉ W", ["cafe"]),
        ("l'ete", ["cafe"]),
        ("barista", ["cafe"]),
        ("developer", ["python-backend"]),
        ("engineer stripe", ["stripe-integration-engineer"]),
        ("zoo", ["not-stripes"]),
        ("qqq", []),
        ("\x00", []),
        ("x" * 6000, []),
    ],
)
def test_banks_are_found_best_match_first(catalogue: Catalogue, query: str, found: list[str]) -> None:
    assert slugs(catalogue, query) == found


def test_without_a_query_all_banks_are_found_by_title(catalogue: Catalogue) -> None:
    titles = [bank.title for bank in catalogue.find("")]

    assert titles == sorted(titles)
    assert len(titles) == 5
    assert slugs(catalogue, "  ") == slugs(catalogue, "")


def test_the_slug_itself_comes_before_titles_that_begin_like_it(tmp_path: Path) -> None:
    write(tmp_path, "b", title="Zebra")
    write(tmp_path, "a", title="B movies")
    write(tmp_path, "c", title="Abba")

    assert slugs(Catalogue(tmp_path), "b") == ["b", "a", "c"]


def test_no_more_banks_are_found_than_a_picker_takes(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path, f"bank-{number}")
    catalogue = Catalogue(tmp_path)

    assert len(catalogue.find("bank")) == 25
    assert len(catalogue.find("", limit=3)) == 3


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("system-design", "system-design"),
        ("SYSTEM DESIGN", "system-design"),
        ("System Design (25 questions)", "system-design"),
        ("System Design: what older versions showed behind the title", "system-design"),
        ("sytem desing", "system-design"),
        ("Dépôt", "depot"),
        ("", None),
        ("design", None),
        ("depot 3", None),
    ],
)
def test_a_bank_is_meant_by_any_of_its_names(tmp_path: Path, typed: str, slug: str | None) -> None:
    write(tmp_path, "system-design", title="System Design")
    write(tmp_path, "depot", title="Depot work")
    write(tmp_path, "depot-1", title="Depot one")
    write(tmp_path, "depot-2", title="Depot two")

    bank = meant(Catalogue(tmp_path).all(), typed)

    assert (None if bank is None else bank.slug) == slug
