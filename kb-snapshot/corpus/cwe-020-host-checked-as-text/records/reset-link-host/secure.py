"""Links for mails, under the name of the site that was visited."""

import secrets

from django.core.exceptions import DisallowedHost
from django.http.request import split_domain_port, validate_host

ALLOWED_HOSTS = ["club.example", "www.club.example"]
outbox: list[tuple[str, str]] = []


def address_of(host_header: str, path: str) -> str:
    domain, _ = split_domain_port(host_header)
    if not domain or not validate_host(domain, ALLOWED_HOSTS):
        raise DisallowedHost(host_header)
    return f"https://{host_header}{path}"


def mail_reset_link(host_header: str, mail_address: str) -> str:
    token = secrets.token_urlsafe(24)
    link = address_of(host_header, f"/new-password?token={token}")
    outbox.append((mail_address, f"Choose a new password: {link}"))
    return token
