"""What other programs make of our banks: Prettier, and the language server of editors."""
