"""Mock Interviewer: mock interviews in Discord direct messages."""
