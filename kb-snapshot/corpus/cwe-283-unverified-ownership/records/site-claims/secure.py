import http.client
import secrets

PAGE = "/.well-known/site-claim.txt"


class Sites:
    def __init__(self):
        self.pending: dict[tuple[str, str], str] = {}
        self.owners: dict[str, str] = {}

    def claim(self, user: str, site: str) -> str:
        """Return the line that the user puts into the file on the site."""
        token = secrets.token_urlsafe(24)
        self.pending[user, site] = token
        return f"site-claim: {token}"

    def confirm(self, user: str, site: str) -> bool:
        token = self.pending.get((user, site))
        if token is None:
            return False
        connection = http.client.HTTPConnection(site, timeout=5)
        connection.request("GET", PAGE)
        lines = connection.getresponse().read(4096).decode("utf-8", "replace").splitlines()
        connection.close()
        if f"site-claim: {token}" in lines:
            self.owners[site] = user
        return self.owners.get(site) == user
