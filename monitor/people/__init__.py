"""Who may speak with the bots, by whatever they are let in with.

codes     a one-time code: made, read as it was typed, sealed
acts      invite, let in, remove; who was removed, by whatever is said of them
tries     how many wrong codes somebody may show
quiet     "22:00-07:00", "3h", "off" -> when a chat is left in peace
"""
