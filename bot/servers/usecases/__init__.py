"""Setting a server up, and who may do what there."""
