"""A page that is something else than the article says so; a report about such things is a report."""

from __future__ import annotations

import pytest

from monitor.collect.pages.extract import extract

URL = "https://www.example.com/news/1"
SENTENCES = [
    "The regulator fined three publishers on Monday for banners that made it hard to refuse cookies.",
    "All three had asked readers for their consent in one click, and hidden the refusal two pages away.",
    "Personal data of readers were passed on to several hundred partners before anybody had agreed, the ruling said.",
    "The publishers said that they would appeal, and that few subscribers had complained about privacy.",
    "Consumer groups, which had brought the case four years ago, called the fines a late victory for everyday readers.",
]
ARTICLE = "".join(f"<p>{one}</p>" for one in SENTENCES)
NEWS = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fines for banners"}</script>'


def page(body: str, *, title: str = "Fines for banners", head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def found(body: str, *, title: str = "Fines for banners", head: str = "", url: str = URL) -> tuple[str, str, str]:
    read = extract(page(body, title=title, head=head), url=url)
    return read.obstacle, read.leads_to, read.text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta http-equiv='refresh' content='0; url=https://other.example/story'>", ""),
        (
            "<meta http-equiv='Refresh' content=\"3;URL='https://other.example/story'\">",
            "<p>You are being redirected.</p>",
        ),
        ("<script>window.location.replace('https://other.example/story');</script>", "<p>One moment</p>"),
        ('<script>location.href = "https://other.example/story"</script>', ""),
        ("", "<p>If you are not redirected, <a href='https://other.example/story'>click here</a>.</p>"),
        ("", "<c-wiz data-n-au='https://other.example/story'></c-wiz>"),
    ],
)
def test_a_page_that_only_leads_elsewhere_says_where(head: str, body: str) -> None:
    assert found(body, title="Redirect", head=head) == ("redirect", "https://other.example/story", "")


def test_a_relative_redirect_is_resolved_and_a_script_is_no_address() -> None:
    assert found("", head="<meta http-equiv='refresh' content='0;url=/story'>")[1] == "https://www.example.com/story"
    assert found("", head="<meta http-equiv='refresh' content='0;url=javascript:alert(1)'>")[:2] == ("empty", "")


def test_a_report_that_loads_itself_anew_is_no_redirect() -> None:
    reload = "<meta http-equiv='refresh' content='300; url=https://www.example.com/news/1'>"
    assert found(f"<h1>Fines for banners</h1>{ARTICLE}", head=reload)[0] == ""
    elsewhere = "<meta http-equiv='refresh' content='900; url=https://www.example.com/'>"
    assert found(f"<h1>Fines for banners</h1>{ARTICLE}{ARTICLE}", head=elsewhere)[0] == ""


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 Not Found", "<h1>Page not found</h1><p>Sorry, the page you were looking for has moved or never was.</p>"),
        (
            "Just a moment...",
            "<p>Checking if the connection is secure.</p><script src='/cdn-cgi/challenge-platform/x.js'></script>",
        ),
        ("Страница не найдена | Вестник", "<h1>Страница не найдена</h1><p>Попробуйте начать с главной страницы.</p>"),
        ("خبرگزاری", "<h1>صفحه مورد نظر یافت نشد</h1><p>لطفاً نشانی را بررسی کنید یا به صفحه نخست بروید.</p>"),
        ("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>"),
        ("Seite nicht gefunden", "<h1>Seite nicht gefunden</h1><p>Vielleicht interessiert Sie das hier.</p>"),
        (
            "ページが見つかりません",
            "<h1>ページが見つかりません</h1><p>お手数ですが、トップページからお探しください。</p>",
        ),
    ],
)
def test_an_error_page_is_told_whatever_its_status(title: str, body: str) -> None:
    assert found(body, title=title)[0] == "error"


@pytest.mark.parametrize(
    "title",
    [
        "How “page not found” became a joke",
        "Access denied: the women whom banks turned away",
        "Error 404 and other numbers",
    ],
)
def test_a_report_about_errors_is_a_report(title: str) -> None:
    assert found(f"<h1>{title}</h1>{ARTICLE}", title=title, head=NEWS)[0] == ""
    assert found(f"<h1>{title}</h1>{ARTICLE}", title=f"{title} | The Morning Courier")[0] == ""


WALLS = [
    """<h1>We value your privacy</h1><p>We and our 742 partners store information on a device, such as cookies.</p>
    <p>You can withdraw your consent at any time in our privacy policy.</p><button>Accept all</button>""",
    """<h1>Vor dem Weiterlesen</h1><p>Wir verwenden Cookies. Unsere Partner verarbeiten personenbezogene Daten
    mit Ihrer Einwilligung.</p><button>Alle akzeptieren</button>""",
    """<h1>Votre vie privée</h1><p>Nos partenaires utilisent des cookies et des données personnelles avec votre
    consentement.</p><a href='#'>Tout accepter</a>""",
    """<h1>Gizliliğinize değer veriyoruz</h1><p>Ortaklarımız çerez kullanır ve kişisel verileri işler, gizlilik
    politikası.</p><button>Tümünü kabul et</button>""",
]


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_for_consent_is_no_article(wall: str) -> None:
    assert found(f"<div>{wall}</div>", title="Courier")[::2] == ("consent", "")


def test_a_report_about_consent_is_a_report_under_its_own_banner() -> None:
    banner = "<div id='cookie-banner'><p>We use cookies.</p><button>Accept all</button></div>"
    for head in (NEWS, ""):
        obstacle, _, text = found(f"{banner}<h1>Fines for banners</h1><div class='body'>{ARTICLE}</div>", head=head)
        assert (obstacle, text.split("\n")) == ("", SENTENCES)


@pytest.mark.parametrize(
    "request_",
    [
        "To continue reading, subscribe or log in.",
        "This article is for subscribers only.",
        "La suite est réservée à nos abonnés.",
        "Чтобы продолжить чтение, оформите подписку.",
        "この記事は有料会員限定です。",
    ],
)
def test_a_paywall_shows_what_stands_above_it(request_: str) -> None:
    shown = f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>"
    body = f"<div class='body'>{shown}<div><p>{request_}</p></div></div>"
    assert found(f"<h1>Fines for banners</h1>{body}", head=NEWS) == ("paywall", "", "\n".join(SENTENCES[:2]))


def test_an_invitation_in_the_midst_of_a_whole_report_is_no_paywall() -> None:
    more = "".join(f"<p>In case {number}, {one.lower()}</p>" for number in range(3) for one in SENTENCES)
    box = "<div class='promo'><p>Subscribe to read the paper every morning.</p></div>"
    assert found(f"<h1>Fines for banners</h1><div class='body'>{ARTICLE}{box}{more}</div>", head=NEWS)[0] == ""


@pytest.mark.parametrize(
    "body",
    [
        "<div id='root'></div><script src='/app.js'></script>",
        "<div id='app'><p>Please enable JavaScript to read this page on your device.</p></div>",
        "<nav><a href='/'>Home</a></nav><div id='__next'></div>",
    ],
)
def test_an_empty_shell_is_told(body: str) -> None:
    assert found(body)[::2] == ("empty", "")


def test_a_report_of_two_sentences_is_a_report() -> None:
    report = (
        "<p>A quake of magnitude 5.1 shook the coast on Sunday.</p><p>No damage was reported by the fire service.</p>"
    )
    assert found(f"<h1>Quake shakes the coast</h1>{report}")[0] == ""
