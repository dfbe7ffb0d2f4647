"""Muting, whatever it is asked with: the command line, a button or a chat.

subjects   words -> what is meant: a story, an actor, an outlet, a profile
spans      words -> for how long
acts       to mute, to end a mute, to list them
sayings    mutes in words
"""
