"""A list page's bytes -> its articles as entries, for outlets without a feed. Runs in a worker process.

parse      bytes -> entries: with the owner's selector, or without
articles   without: which links of the page lead to articles
cards      title, date and summary that stand around a link
links      the page and its links, as they are written
"""
