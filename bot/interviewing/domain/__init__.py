"""What an interview is: values, a pure state machine and the choice of questions."""
