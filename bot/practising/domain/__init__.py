"""What a practice plan asks for on which day: memories, days, and the plan itself."""
