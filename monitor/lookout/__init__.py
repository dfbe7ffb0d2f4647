"""Who looks, once in a while, at what no single article shows: unusual volume, unusual silence.

`surges` and `silences` ask the store, let `decide` judge, and queue what is to be told, once each. `watch` calls both.
"""
