"""A draft made again, merged into the profile that a person has edited meanwhile.

plan       which profile a draft is for: one that is there, or a new one
patch      file + note of what was drafted + new draft -> the file with the changes, every other byte as it was
merging    the work at hand, for watch (`seeds` and `watch`), require (`require` and `exclude`) and threshold
"""
