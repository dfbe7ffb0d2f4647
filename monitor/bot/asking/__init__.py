"""What one can ask the watch in a chat: each a function (Asked) -> Answer, thin over what the command line uses.

profiles  what is watched, and how it fares       digest    what the next one would tell, or one told
last      the alerts that reached this chat       why       what was stored of a story, in words
status    how the watch stands                    search    what is stored on something, a page at a time
lines     our words and those from outside, as blocks -> answers within the limits
tokens    what a button stands for, where its data cannot hold it
"""
