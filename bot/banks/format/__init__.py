"""The format of question banks: the model and its limits, the loader, and a folder of banks."""
