"""A page's bytes -> the article on it, as `extract.extract` orders the steps."""
