"""How much is remembered on the date: our planner against three other ways to practise."""
