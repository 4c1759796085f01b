def site_of(http_server, lines):
    def app(environ, start_response):
        found = environ["PATH_INFO"] == "/.well-known/site-claim.txt"
        start_response("200 OK" if found else "404 Not Found", [("Content-Type", "text/plain")])
        return ["\n".join(lines).encode() if found else b""]

    return http_server(app).removeprefix("http://")


def attack(module, http_server) -> bool:
    lines = []
    site = site_of(http_server, lines)
    sites = module.Sites()
    lines.append(sites.claim("ann", site))
    assert sites.confirm("ann", site)
    sites.claim("eve", site)
    sites.confirm("eve", site)
    return sites.owners[site] == "eve"


def test_honest_input(program, http_server):
    lines = []
    site = site_of(http_server, lines)
    sites = program.Sites()
    line = sites.claim("ann", site)
    assert not sites.confirm("ann", site)
    lines.append(line)
    assert sites.confirm("ann", site) and sites.owners == {site: "ann"}
    assert not sites.confirm("bob", site)


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)
