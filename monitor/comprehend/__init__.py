"""Article -> Analysis. Pure: the catalogue comes in as a value, nothing is read from disk here."""
