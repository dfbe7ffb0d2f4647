"""A running watch takes up what a person saves: the whole set or nothing.

    looks (settings.watching) -> weigh -> swap, or keep the old set and say why
                              -> newcomers: a new seed -> a draft that rests

`weigh` does all that can fail, in a thread, and touches nothing; `changes` says in a line what is other than before;
`newcomers` drafts; `reloader` is the loop that orders them and tells the terminal, the store and the admin.
"""
