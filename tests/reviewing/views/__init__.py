"""Messages, buttons and forms of a review, without Discord."""
