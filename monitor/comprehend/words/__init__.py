"""A text cut into words and sentences, each word with one spelling to be looked up by."""
