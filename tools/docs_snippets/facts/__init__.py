"""What the references of a tree say: one module per kind of reference."""
