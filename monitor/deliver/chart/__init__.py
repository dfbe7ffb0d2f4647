"""The volume of the last days as a picture.

    DayCounts -> drawing (bars and labels, in one unit) -> svg (in a page) | png (for a messenger, in an e-mail)

`words` says the same for who sees no pictures.
"""
