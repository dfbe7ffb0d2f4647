"""What one can have the watch make, from a chat: it is shown first, and written when its button is pressed.

errands   work that takes a while: one in a chat at a time, with a deadline, beside the poller
links     the address that a message means; articles, the page, file or text that one means; awaited, whose comes next
watch     an article -> a draft of a profile -> `config/profiles/`
add       an address -> feeds -> `config/sources.yaml`
"""
