"""What httpx raises -> a `FetchError` in words that a person can act on."""

from __future__ import annotations

import ssl

import httpx

from monitor.errors import FetchError

#: all that a request may raise besides our own errors
FAULTS = (httpx.HTTPError, httpx.InvalidURL, UnicodeError)
#: the server has seen nothing of these
_UNREACHED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)
#: the first that fits; more special classes stand before their bases
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "the server could not be reached in time"),
    (httpx.PoolTimeout, "too many connections are open already"),
    (httpx.TimeoutException, "the server stopped answering"),
    (httpx.ConnectError, "the server could not be reached"),
    (httpx.RemoteProtocolError, "the server broke off or does not speak HTTP"),
    (httpx.NetworkError, "the connection was cut"),
    (httpx.ProxyError, "no way through the proxy"),
    (httpx.LocalProtocolError, "the request could not be written"),
    (httpx.HTTPError, "the request failed"),
    (httpx.InvalidURL, "this is not a web address"),
    # a host such as xn--zz99999, which httpx decodes when it reads the address (httpx 0.28.1)
    (UnicodeError, "this is not a web address"),
)


def fetch_error(error: Exception, url: str) -> FetchError:
    """The same as one of ours. `error` is one of `FAULTS`."""
    text = next(text for kind, text in _WORDS if isinstance(error, kind))
    reason = _reason(error)
    return FetchError(
        f"{text}: {reason}" if reason else text,
        url=url,
        permanent=isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError),
        reached=not isinstance(error, _UNREACHED),
    )


def _reason(error: BaseException) -> str:
    """The innermost cause that a person can act on: a certificate, a proxy, an unknown name, a refused connection."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not valid ({cause.verify_message})"
        if isinstance(cause, httpx.ProxyError):
            return str(cause)
        if str(cause).startswith("no address is known for "):
            return str(cause)
        if isinstance(cause, ConnectionRefusedError):
            return "connection refused"
        cause = cause.__cause__ or cause.__context__
    return ""
