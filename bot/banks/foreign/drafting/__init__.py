"""Makes questions of a bank out of what a file from elsewhere holds, and finds those that the bank has already."""
