"""The command line: a table of commands, each in a module that is imported when it is called for.

`monitor --help` must answer at once (within 2.5 times a bare start of Python), so it is printed from the table
and this module imports nothing; argparse comes with the first real command.
"""

from __future__ import annotations

import sys

#: name, module (it offers `arguments(parser, name)` and `execute(options) -> exit status`), one line of help
COMMANDS = (
    ("run", "run", "watch day and night, until Ctrl-C"),
    ("once", "run", "one pass: poll, read, tell what is due, hear what readers answer, stop"),
    ("demo", "demo", "the whole thing on a newsroom of its own: no network, no token"),
    ("init", "init", "a starter config/ and seeds/, and the way to a first message"),
    ("draft", "draft", "read seed articles and draft watch profiles from them"),
    ("check", "check", "check the configuration, with file and line"),
    ("status", "status", "how the sources, stories and messages stand"),
    ("volume", "volume", "how much each profile is told of, by day; what is usual; a chart"),
    ("outbox", "outbox", "messages that wait, that failed or were sent; try again, drop"),
    ("digest", "digest", "what the next digest would tell now, or what one told"),
    ("explain", "explain", "why an article did or did not alert"),
    ("search", "search", "look something up in the stored articles"),
    ("backtest", "backtest", "what a profile would have told of the stored articles"),
    ("diff", "diff", "alerts gained and lost by an edit of the profiles"),
    ("feedback", "feedback", "say whether something was worth telling; list what was said"),
    ("suggest", "suggest", "what a profile could learn from feedback, as a patch to look at"),
    ("mute", "mute", "be told nothing of a story, actor, outlet or profile for a time"),
    ("mutes", "mutes", "the mutes that stand, until when, and what they held back"),
    ("unmute", "unmute", "end a mute"),
    ("sources", "sources", "what is polled: list, add, check, import and export (OPML)"),
    ("channels", "channels", "list channels, send a test message"),
    ("people", "people", "who may ask the bots: list, invite by a code, remove"),
    ("actors", "actors", "who is known, whom a name stands for; names from Wikidata"),
    ("parse", "documents", "stage: a feed's entries"),
    ("extract", "extract", "stage: a page's text"),
    ("analyse", "stages", "stage: the actors and topics of a text"),
    ("match", "stages", "stage: what the profiles make of a text"),
    ("group", "stages", "stage: which texts tell one story"),
    ("schema", "schema", "JSON Schema of the configuration, for editors"),
    ("completion", "completion", "a completion script for bash, zsh, fish and others"),
)
OPTIONS = (
    ("-h, --help", "show this help, or a command's"),
    ("--version", "show the version"),
    ("--home DIR", "folder of config/, seeds/ and the database (or MONITOR_HOME)"),
    ("--no-color", "plain output (or set NO_COLOR)"),
    ("-v, --verbose", "say more on standard error"),
)
#: exit status after Ctrl-C, as shells have it: 128 and the signal's number
INTERRUPTED = 130
USAGE = "monitor [OPTIONS] COMMAND ..."


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit status: 0 done, 1 the work failed, 2 the command or configuration is wrong."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help"}:
        try:
            print(overview(), flush=True)
        except OSError:
            sys.stderr.close()  # the reader has gone (`| head`), the disk is full: the exit must not complain about it
            return 1
        return 0 if words else 2
    try:
        from monitor.cli.failures import reported
        from monitor.cli.parser import parsed

        return reported(parsed(words))
    except KeyboardInterrupt:  # here, since Ctrl-C most often comes while a command's modules are imported
        print("monitor: interrupted", file=sys.stderr)
        return INTERRUPTED


def overview() -> str:
    """What `monitor --help` prints."""
    commands = "\n".join(f"  {name:<14} {help_}" for name, _, help_ in COMMANDS)
    options = "\n".join(f"  {name:<14} {help_}" for name, help_ in OPTIONS)
    return (
        f"usage: {USAGE}\n\nA watch on the world's news, grown from examples.\n\n"
        f"commands:\n{commands}\n\noptions:\n{options}\n\n"
        "`monitor COMMAND --help` tells more. Exit status: 0 done, 1 failed, 2 wrong command or configuration."
    )
