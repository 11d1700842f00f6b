"""Whose certificates are believed: read once, since that takes longer than a call."""

import ssl
from functools import cache

import httpx2


@cache
def certificates() -> ssl.SSLContext:
    """Those of certifi, or of SSL_CERT_FILE and SSL_CERT_DIR where they are set."""
    return httpx2.create_ssl_context()
