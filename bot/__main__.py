"""`mock-interviewer` and `python -m bot`: starts the command line."""

from __future__ import annotations

from bot.cli.commands import app


def main() -> None:
    app(prog_name="mock-interviewer")


if __name__ == "__main__":
    main()
