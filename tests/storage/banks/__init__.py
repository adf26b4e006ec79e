"""The banks of servers, as they are stored."""
