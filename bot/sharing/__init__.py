"""Community answers: what candidates share with those who practise the same question."""
