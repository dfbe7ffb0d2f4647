"""A folder that any reader can subscribe to: for each profile an Atom feed and a page, written anew with each entry.

    FOLDER/index.html                   what there is
    FOLDER/profiles/ID/entries.json     what was told: the other files follow from it
                       about.json       what the feed is called, and known by
                       atom.xml         RFC 4287
                       index.html       the same to be read in a browser, by day
    FOLDER/digest/…                     the same for a recipient's digest of all profiles

entry     News -> Entry, and its JSON
shelf     the entries of one feed in its folder: what is told twice stands there once
atom      entries -> feed
archive   entries -> page; feeds -> index
channel   puts what is told there
"""
