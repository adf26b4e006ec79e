"""Reports, mutes, and who may send answers to a server's coaches."""
