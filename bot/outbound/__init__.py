"""The outbox: parcels stored with the decision and delivered after it, each once and in order."""
