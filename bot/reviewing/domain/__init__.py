"""What a review is: values, a pure state machine, the promise and the aliases."""
