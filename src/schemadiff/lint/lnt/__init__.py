"""What is wrong with the ignores themselves."""
