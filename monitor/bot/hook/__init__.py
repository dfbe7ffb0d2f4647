"""A bot whose updates Telegram brings: the way in for those who do not want to ask for them.

exchange  one HTTP request and its answer, bounded in size and time
server    what listens on this machine: an address -> the bots that are told there, each on a path of its own
hooked    one bot: setWebhook, then each update to its handler
"""
