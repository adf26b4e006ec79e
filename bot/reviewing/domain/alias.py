"""Makes up friendly names, which say nothing about the person, for candidates who stay anonymous."""

from __future__ import annotations

from random import Random

_MANNERS = (
    "Amber", "Autumn", "Brave", "Bright", "Calm", "Cedar", "Clever", "Copper", "Coral", "Curious", "Dapper", "Daring",
    "Eager", "Early", "Gentle", "Golden", "Happy", "Hazel", "Honest", "Indigo", "Ivory", "Jolly", "Keen", "Lively",
    "Lucky", "Maple", "Mellow", "Merry", "Mighty", "Misty", "Noble", "Olive", "Patient", "Pine", "Plucky", "Polite",
    "Quick", "Quiet", "Ruby", "Sage", "Scarlet", "Silver", "Steady", "Sunny", "Swift", "Tidy", "Velvet", "Witty",
)  # fmt: skip
_ANIMALS = (
    "Badger", "Beaver", "Bison", "Crane", "Curlew", "Dolphin", "Dormouse", "Falcon", "Ferret", "Finch", "Fox",
    "Gecko", "Gull", "Hare", "Hedgehog", "Heron", "Ibex", "Jackdaw", "Kestrel", "Kingfisher", "Koala", "Lapwing",
    "Lemur", "Lynx", "Magpie", "Marmot", "Marten", "Mole", "Newt", "Otter", "Owl", "Panda", "Pelican", "Puffin",
    "Quail", "Raven", "Robin", "Salmon", "Seal", "Sparrow", "Squirrel", "Stork", "Swallow", "Tern", "Toad",
    "Turtle", "Wombat", "Wren",
)  # fmt: skip
PLAIN_TRIES = 8
"""Names tried without a number before one is added."""


def alias(chance: Random, attempt: int) -> str:
    """A name to try. There are 2304; from the ninth try on they carry a number, so that there is always one."""
    name = f"{chance.choice(_MANNERS)} {chance.choice(_ANIMALS)}"
    return name if attempt < PLAIN_TRIES else f"{name} {chance.randint(2, 9999)}"
