"""What one can have the watch make, from a chat: it is shown first, and written when its button is pressed.

errands   work that takes a while: one in a chat at a time, with a deadline, beside the poller
links     the address or text that a message means
watch     an article -> a draft of a profile -> `config/profiles/`
add       an address -> feeds -> `config/sources.yaml`
"""
