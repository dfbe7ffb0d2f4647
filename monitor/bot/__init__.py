"""What people say to the bots: asked of Telegram or brought by it, taken from the owner's chats alone, and kept.

bots      which bots listen: one for each token among the channels, as they are now
poller    one bot: getUpdates -> each update to its handler (`dispatch`) -> the next one is remembered in the store
hook/     the other way: Telegram posts each update; `trouble`, what keeps either from hearing
chats     whom a bot listens to, and what each of them may
door      /start with a code: who shows the right one is let in; `pairing` offers codes, `menu` sets menus
listening one bot with all of that; presses, what a button asks
buttons   a press under an alert -> feedback, a mute, or why it was told (`reasons`)
commands  what is written -> the command of the `table` that it names (`asked`), and its answer (`answering`; `typing`
          meanwhile)
mutes     /mute, /mutes, /unmute
asking/   /profiles, /digest, /last, /why, /status, /search
making/   /watch (a page, a file, a text) and /add, which ask before they write; `desk` is their way to the web
"""
