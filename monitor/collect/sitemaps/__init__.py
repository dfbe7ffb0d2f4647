"""Sitemaps, for outlets without a feed: XML, text and gzip, news sitemaps, and indexes of several.

parse      places -> the newest as entries, or which parts of an index to ask. In a worker process
places     bytes -> the addresses as they stand there: the bytes are anybody's
children   which parts of an index are worth asking
parts      asks them, one after the other
"""
