"""A reader's end of a channel, in which all that ever came can be looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from monitor.model import Alert, Digest, Message, News, Receipt
from monitor.testing import RecordingChannel


@dataclass(frozen=True, slots=True)
class Line:
    """A story as it reached a reader."""

    channel: str
    profile: str
    story: str
    #: 0 in a digest, else which message of its own it is
    number: int
    #: nothing was told of it before
    first: bool
    #: when it was rendered, and the story's articles then
    at: int = field(compare=False)
    articles: tuple[str, ...] = field(compare=False)
    #: those of them whose verdicts it was
    causes: tuple[str, ...] = field(compare=False)


#: what is told, of which profile, to which channel -> the articles whose verdicts it was
Causes = Callable[[News, Alert, str, str], tuple[str, ...]]


@dataclass(slots=True)
class Letterbox(RecordingChannel):
    """Keeps all that ever came, changes of what had come before too."""

    #: whose it is, whatever the channel is called
    reader: str = ""
    causes: Causes = lambda what, alert, profile, channel: ()
    lines: list[Line] = field(default_factory=list)
    #: what each message that was rendered says
    _rendered: dict[str, list[Line]] = field(default_factory=dict)

    def render(self, what: News) -> tuple[Message, ...]:
        assert isinstance(what, Alert | Digest)
        said = []
        for one in what.alerts if isinstance(what, Digest) else (what,):
            # a recipient's digest tells a story once, and names the other profiles that hold it
            said += [self._line(what, one, profile) for profile in (one.profile, *map(str.lower, one.also))]
        key = f"{self.name}/{len(self._rendered)}"
        self._rendered[key] = said
        return (Message(text="\n".join(line.story for line in said), key=key),)

    async def send(self, message: Message, **how: object) -> Receipt:  # type: ignore[override]
        receipt = await RecordingChannel.send(self, message, **how)  # type: ignore[arg-type]
        self.lines += self._rendered[message.key]
        return receipt

    def _line(self, what: News, one: Alert, profile: str) -> Line:
        return Line(
            channel=self.reader,
            profile=profile,
            story=one.story.id,
            number=one.number if one is what else 0,
            first=profile == one.profile and not one.told,
            at=len(self._rendered),
            articles=tuple(member.article_id for member in one.story.members),
            causes=self.causes(what, one, profile, self.reader),
        )
