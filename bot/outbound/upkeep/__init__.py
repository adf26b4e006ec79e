"""What keeps the outbox and inbox in order beside the deliveries."""
