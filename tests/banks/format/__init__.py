"""What a bank's file may say, and what is said of its mistakes."""
