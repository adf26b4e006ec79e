"""The use cases of a server's banks: offer, upload, switch and roll back."""
