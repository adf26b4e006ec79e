"""The inbox, the outbox and the people behind them, as they are stored."""
