"""The pure core of reviews: values, the state machine, the promise and the aliases."""
