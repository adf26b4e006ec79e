"""The banks of a server: uploaded, offered, switched, rolled back."""
