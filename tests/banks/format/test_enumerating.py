"""What people type where several banks can be named is understood, with commas in between or inside."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from bot.banks.format.enumerating import all_meant, continued
from bot.banks.format.listing import Listing, UnknownBank


def listed(slug: str, title: str) -> Listing:
    return Listing(slug=slug, title=title, company=None, role=None, summary="", topics=(), questions=1)


BANKS = (
    listed("stripe", "Stripe"),
    listed("stripe-integration", "Stripe, Integration Engineer"),
    listed("system-design", "System Design"),
    listed("ai", "AI"),
    listed("one", "Twin"),
    listed("two", "Twin"),
)


def slugs(typed: str, most: int = 5) -> list[str]:
    return [bank.slug for bank in all_meant(BANKS, typed, most=most)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stripe", ["stripe"]),
        ("stripe,system-design", ["stripe", "system-design"]),
        (" System design , STRIPE,", ["system-design", "stripe"]),
        ("Stripe, System Design (48 questions)", ["stripe", "system-design"]),
        ("Stripe (32 questions), ai", ["stripe", "ai"]),
        ("Stripe, Integration Engineer", ["stripe-integration"]),
        ("Stripe, Integration Engineer, Stripe", ["stripe-integration", "stripe"]),
        ("Stripe, Integration Engineer (12 questions), ai", ["stripe-integration", "ai"]),
        ("ai, stripe, ai", ["ai", "stripe"]),
        ("system desgn, ai", ["system-design", "ai"]),
        (",, ,", []),
    ],
)
def test_a_list_is_read_as_people_and_clients_write_it(typed: str, meant: list[str]) -> None:
    assert slugs(typed) == meant


def test_what_is_no_bank_and_what_may_be_two_is_named_in_the_refusal() -> None:
    with pytest.raises(UnknownBank) as refusal:
        slugs("stripe, gardening, ai")
    assert refusal.value.slug.strip() == "gardening"

    with pytest.raises(UnknownBank) as refusal:
        slugs("Twin")
    assert set(refusal.value.suggestions) == {"one", "two"}


def test_reading_stops_behind_the_most() -> None:
    assert slugs("stripe, ai, system-design, gardening", most=2) == ["stripe", "ai", "system-design"]


@pytest.mark.parametrize("typed", ["stripe," * 5000, "," * 6000, "x," * 3000, "Stripe, Integration Engineer," * 200])
def test_a_list_without_end_is_read_in_no_time(typed: str) -> None:
    began = time.process_time()

    with suppress(UnknownBank):
        slugs(typed)

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("typed", "chosen", "begun"),
    [
        ("str", [], "str"),
        ("stripe, sys", ["stripe"], " sys"),
        ("stripe, ai,", ["stripe", "ai"], ""),
        ("Stripe, Integration Engineer, sys", ["stripe-integration"], " sys"),
        ("gardening, sys", [], "gardening, sys"),
    ],
)
def test_what_is_listed_is_told_from_what_is_being_typed(typed: str, chosen: list[str], begun: str) -> None:
    banks, rest = continued(BANKS, typed, most=5)

    assert ([bank.slug for bank in banks], rest) == (chosen, begun)


def test_a_title_with_a_comma_may_be_half_typed() -> None:
    assert [bank.slug for bank in continued(BANKS, "Stripe, Integ", most=5)[0]] == ["stripe"]
