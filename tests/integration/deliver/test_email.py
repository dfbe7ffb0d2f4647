"""An e-mail arrives as it was written, and every answer of the server becomes the right word to the outbox."""

from __future__ import annotations

import asyncio
import gc
import shutil
import socket
import ssl
import subprocess
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from doubles.told import WEEK, alert, digest, member

from monitor.decide import delivery
from monitor.deliver.chart.words import in_words
from monitor.deliver.email import EmailChannel
from monitor.deliver.letter import letter as written
from monitor.deliver.mail_server import MailServer
from monitor.errors import DeliveryError
from monitor.model import Message, Receipt
from monitor.ports import Clock


class Counter(Protocol):
    crossed: int

    def __call__(self) -> Awaitable[None]: ...


@dataclass
class Mailbox:
    """What the server does: `answers` by command, the letters it took."""

    answers: dict[str, str] = field(default_factory=dict)
    #: close the connection after the final dot: nobody answers
    cut: bool = False
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    #: the connections on which letters were begun, by the client's port
    peers: set[int] = field(default_factory=set)
    servers: list[SMTP] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.peers.add(session.peer[1])
        self.servers.append(server)
        answer = self.answers.get(f"RCPT {address}", self.answers.get("RCPT", "250 OK"))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.cut:
            assert server.transport is not None
            server.transport.close()
            return "250 never heard"
        answer = self.answers.get("DATA", "250 2.0.0 queued as 4711")
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, policy=policy.SMTP)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.recipients.append(list(envelope.rcpt_tos))
        return answer

    def hang_up(self) -> None:
        """Close every connection, from the server's own loop."""
        for server in self.servers:
            if server.transport is not None:
                server.loop.call_soon_threadsafe(server.transport.close)

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"open sesame", handled=False)


Serve = Callable[..., int]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def serve(mailbox: Mailbox) -> Iterator[Serve]:
    """Starts the server with aiosmtpd's options; its port."""
    running: list[Controller] = []

    def start(**options: Any) -> int:
        controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return int(controller.port)

    yield start
    for controller in running:
        controller.stop()
    # the server's loop ends at once: a connection whose client has just gone may not be closed by then, and its socket
    # would be complained of in whichever test the collector comes by (seen on a busy machine, in one run of four)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def settings(port: int, **changes: Any) -> delivery.Email:
    made = delivery.Email(
        name="email/desk",
        host="127.0.0.1",
        port=port,
        security="none",
        sender="Watch on the news <watch@news.example>",
        to=("desk@news.example", "Second Reader <second@news.example>"),
    )
    return replace(made, **changes)


def part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).replace("\r\n", "\n")


Opened = Callable[[delivery.Email], EmailChannel]


@pytest.fixture
async def opened(clock: Clock) -> AsyncIterator[Opened]:
    """Makes channels, and closes them at the end."""
    channels: list[EmailChannel] = []

    def made(settings: delivery.Email) -> EmailChannel:
        channels.append(EmailChannel(settings, clock=clock))
        return channels[-1]

    yield made
    for channel in channels:
        await channel.close()


async def failure(sending: Awaitable[Receipt]) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await sending
    return caught.value


async def test_a_digest_arrives_in_text_and_html_in_every_script(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    (message,) = channel.render(digest())
    receipt = await channel.send(message, request_written=boundary)
    (letter,) = mailbox.letters
    for number in range(6):
        assert member(number).title in part(letter, "plain")
        assert member(number).title.replace("'", "&#39;") in part(letter, "html")
    assert letter["Subject"].strip() == "Armenia, Azerbaijan and the United States: 6 stories, 2026-11-21 07:30"
    assert mailbox.recipients == [["desk@news.example", "second@news.example"]]
    assert receipt.remote_id == f"{letter['Message-ID']} 2.0.0 queued as 4711"
    assert boundary.crossed == 1


async def test_the_chart_of_a_digest_stands_in_its_html_and_comes_with_it(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    (message,) = channel.render(digest(volume=WEEK))
    await channel.send(message, request_written=boundary)
    (letter,) = mailbox.letters
    assert [one.get_content_type() for one in letter.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    chart = list(letter.walk())[-1]
    assert f'src="cid:{chart["Content-ID"].strip("<>")}"' in part(letter, "html")
    assert f'alt="{in_words(WEEK)}"' in part(letter, "html")
    assert in_words(WEEK) in part(letter, "plain").replace("\n", " ")
    assert max(map(len, part(letter, "plain").splitlines())) <= 78
    assert chart.get_payload(decode=True).startswith(b"\x89PNG")
    assert chart["Content-Disposition"].startswith("inline")
    assert "<svg" not in part(letter, "html"), "most mail readers show none"


async def test_the_headers_let_machines_know_it_and_a_repeat_has_the_same_id(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    (message,) = channel.render(alert())
    for _ in range(2):
        await channel.send(message, request_written=boundary)
    first, second = mailbox.letters
    assert first["Message-ID"] == second["Message-ID"] == f"<{message.key}@news.example>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["List-Id"] == "<email.desk.news-monitor.news.example>"
    assert first["Date"] == "Sat, 21 Nov 2026 12:00:00 +0000"
    assert first["Subject"].endswith("Tổng thống Azerbaijan: hiệp ước hòa bình với Armenia sẽ được ký")


async def test_no_text_from_outside_makes_a_header(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    evil = "peace\r\nBcc: victim@news.example\r\n\r\n<script>\0"
    (rendered,) = channel.render(alert(member(0, title=evil)))
    handmade = Message(subject=evil, text="text\0\r\n.\r\nQUIT", key="a>\r\nBcc: victim@news.example")
    for message in (rendered, handmade):
        await channel.send(message, request_written=boundary)
    for letter in mailbox.letters:
        assert letter["Bcc"] is None
        assert "Bcc: victim" in letter["Subject"]  # folded into the subject, where it is only words
        assert not letter.defects
    assert part(mailbox.letters[1], "plain") == "text\n.\nQUIT\n"
    assert mailbox.letters[1]["Message-ID"] == "<a.Bcc.victim.news.example@news.example>"


@pytest.mark.parametrize(
    ("command", "answer", "permanent"),
    [
        ("DATA", "451 4.3.0 try again later", False),
        ("DATA", "554 5.7.1 this is spam", True),
        ("RCPT", "450 4.2.1 mailbox busy", False),
        ("RCPT", "550 5.1.1 no such user", True),
    ],
)
async def test_a_refusal_in_the_four_hundreds_is_retried_in_the_five_hundreds_not(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter, command: str, answer: str, permanent: bool
) -> None:
    channel = opened(settings(serve()))
    mailbox.answers[command] = answer
    error = await failure(channel.send(channel.render(alert())[0], request_written=boundary))
    assert (error.permanent, error.ambiguous) == (permanent, False)
    assert str(error) == f"email/desk: {answer}"


async def test_one_refused_recipient_does_not_keep_the_message_from_the_others(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    channel = opened(settings(serve()))
    mailbox.answers["RCPT desk@news.example"] = "550 5.1.1 no such user"
    await channel.send(channel.render(alert())[0], request_written=boundary)
    assert mailbox.recipients == [["second@news.example"]]
    assert "desk@news.example refused: 550" in caplog.text


async def test_silence_after_the_final_dot_is_ambiguous(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    mailbox.cut = True
    error = await failure(channel.send(channel.render(alert())[0], request_written=boundary))
    assert (error.permanent, error.ambiguous, boundary.crossed) == (False, True, 1)


async def test_nobody_at_the_port_is_safe_to_retry(opened: Opened, boundary: Counter) -> None:
    channel = opened(settings(free_port()))
    error = await failure(channel.send(channel.render(alert())[0], request_written=boundary))
    assert (error.permanent, error.ambiguous, boundary.crossed) == (False, False, 0)


async def test_a_server_without_starttls_gets_nothing(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve(), security="starttls"))
    error = await failure(channel.send(channel.render(alert())[0], request_written=boundary))
    assert (error.ambiguous, boundary.crossed, mailbox.letters) == (False, 0, [])


@pytest.mark.parametrize(("password", "taken"), [("open sesame", True), ("wrong", False)])
async def test_a_wrong_password_closes_the_channel_until_somebody_looks(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter, password: str, taken: bool
) -> None:
    port = serve(authenticator=mailbox.login, auth_require_tls=False)
    channel = opened(settings(port, username="desk", password=password))
    sending = channel.send(channel.render(alert())[0], request_written=boundary)
    if taken:
        await sending
    else:
        error = await failure(sending)
        assert (error.closes, error.permanent) == (True, False)
        assert password not in str(error)
    assert mailbox.logins[-1] == (b"desk", password.encode())
    assert len(mailbox.letters) == taken


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that lives as long as the test, and the server's side of it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout {key} -out {cert}"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([openssl, *made.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


@pytest.mark.parametrize("trusted", [True, False])
async def test_starttls_carries_the_message_only_to_a_server_that_is_trusted(
    serve: Serve,
    mailbox: Mailbox,
    opened: Opened,
    boundary: Counter,
    certificate: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
) -> None:
    cert, context = certificate
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    channel = opened(settings(serve(tls_context=context), security="starttls"))
    sending = channel.send(channel.render(alert())[0], request_written=boundary)
    if trusted:
        await sending
    else:
        assert not (await failure(sending)).ambiguous
    assert len(mailbox.letters) == trusted


async def test_an_address_that_no_header_can_hold_is_refused_before_anything_is_sent(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve(), sender="watch@news.example\r\nBcc: victim@news.example"))
    error = await failure(channel.send(channel.render(alert())[0], request_written=boundary))
    assert (error.permanent, boundary.crossed, mailbox.letters) == (True, 0, [])


async def test_the_alerts_of_a_profile_are_one_thread_and_its_digests_another(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    for what in (alert(), alert(member(1)), digest()):
        await channel.send(channel.render(what)[0], request_written=boundary)
    first, second, daily = mailbox.letters
    assert first["References"] == second["References"] == first["In-Reply-To"] != daily["References"]
    assert first["References"] not in {letter["Message-ID"] for letter in mailbox.letters}


async def test_an_update_answers_the_first_letter_of_its_story(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    (message,) = channel.render(alert())
    receipt = await channel.send(message, request_written=boundary)
    await channel.send(replace(message, key="alert-2-1", answers=receipt.remote_id), request_written=boundary)
    first, second = mailbox.letters
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [first["References"], first["Message-ID"]]


@pytest.mark.parametrize(
    ("unsubscribe", "header", "click"),
    [
        ("", "<mailto:watch@news.example?subject=unsubscribe%20email%2Fdesk>", None),
        ("office@news.example", "<mailto:office@news.example?subject=unsubscribe%20email%2Fdesk>", None),
        (f"https://news.example/{'u' * 200}", f"<https://news.example/{'u' * 200}>", "List-Unsubscribe=One-Click"),
    ],
)
async def test_readers_are_told_where_to_ask_to_be_spared(
    serve: Serve,
    mailbox: Mailbox,
    opened: Opened,
    boundary: Counter,
    unsubscribe: str,
    header: str,
    click: str | None,
) -> None:
    channel = opened(settings(serve(), unsubscribe=unsubscribe))
    await channel.send(channel.render(alert())[0], request_written=boundary)
    (letter,) = mailbox.letters
    assert (letter["List-Unsubscribe"], letter["List-Unsubscribe-Post"]) == (header, click)


async def test_messages_that_follow_each_other_share_a_connection(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    for number in range(3):
        await channel.send(channel.render(alert(member(number)))[0], request_written=boundary)
    assert len(mailbox.letters) == 3
    assert len(mailbox.peers) == 1


async def test_a_refused_message_leaves_nothing_to_the_next_on_the_same_connection(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    mailbox.answers["DATA"] = "554 5.7.1 this is spam"
    await failure(channel.send(channel.render(alert())[0], request_written=boundary))
    mailbox.answers.clear()
    await channel.send(channel.render(digest())[0], request_written=boundary)
    assert (len(mailbox.letters), len(mailbox.peers)) == (1, 1)
    assert len(mailbox.recipients[0]) == 2


async def test_a_server_that_hangs_up_between_two_messages_costs_none_of_them(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    await channel.send(channel.render(alert())[0], request_written=boundary)
    mailbox.hang_up()
    await channel.send(channel.render(digest())[0], request_written=boundary)
    assert (len(mailbox.letters), len(mailbox.peers), boundary.crossed) == (2, 2, 2)


async def test_a_connection_on_which_nothing_follows_is_left(serve: Serve, mailbox: Mailbox) -> None:
    server = MailServer(settings(serve()), idle_s=0.01)
    await server.begin()
    server.after(None)
    async with asyncio.timeout(10):  # its own timer closes it
        while server.connected:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.005)


async def test_a_message_that_is_cancelled_half_way_leaves_no_connection_to_the_next(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel, reached = opened(settings(serve())), asyncio.Event()

    async def never() -> None:
        reached.set()
        await asyncio.Event().wait()

    sending = asyncio.create_task(channel.send(channel.render(alert())[0], request_written=never))
    await reached.wait()
    sending.cancel()
    await asyncio.wait({sending})
    await channel.send(channel.render(digest())[0], request_written=boundary)
    assert (len(mailbox.letters), len(mailbox.peers)) == (1, 2)


async def test_a_recipient_refused_for_now_is_tried_again_alone(
    serve: Serve, mailbox: Mailbox, opened: Opened, boundary: Counter
) -> None:
    channel = opened(settings(serve()))
    (message,) = channel.render(alert())
    mailbox.answers["RCPT second@news.example"] = "450 4.2.1 mailbox busy"
    error = await failure(channel.send(message, request_written=boundary))
    assert (error.permanent, error.ambiguous) == (False, False)
    assert str(error) == "email/desk: the others have it; second@news.example refused: 450 4.2.1 mailbox busy"
    mailbox.answers.clear()
    await channel.send(message, request_written=boundary)
    assert mailbox.recipients == [["desk@news.example"], ["second@news.example"]]


async def test_a_letter_too_large_for_the_server_goes_without_its_picture_or_dies(
    serve: Serve, mailbox: Mailbox, opened: Opened, clock: Clock, boundary: Counter
) -> None:
    (message,) = EmailChannel(settings(25), clock=clock).render(digest(volume=WEEK))
    limit = len(written(message, settings(25), clock.now(), pictures=False).as_bytes()) + 1000
    channel = opened(settings(serve(data_size_limit=limit)))
    await channel.send(message, request_written=boundary)
    (taken,) = mailbox.letters
    assert "image/png" not in [one.get_content_type() for one in taken.walk()]
    assert "cid:" not in part(taken, "html")
    error = await failure(channel.send(replace(message, text="long\n" * 9000), request_written=boundary))
    assert error.permanent
    assert f"the server takes {limit}" in str(error)


async def test_a_certificate_of_the_owners_own_is_trusted_where_it_is_named(
    serve: Serve,
    mailbox: Mailbox,
    opened: Opened,
    boundary: Counter,
    certificate: tuple[Path, ssl.SSLContext],
) -> None:
    cert, context = certificate
    channel = opened(settings(serve(tls_context=context), security="starttls", ca_file=str(cert)))
    await channel.send(channel.render(alert())[0], request_written=boundary)
    assert len(mailbox.letters) == 1
