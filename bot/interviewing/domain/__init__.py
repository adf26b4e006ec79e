"""The values of an interview, its pure state machine and the choice of its questions."""
