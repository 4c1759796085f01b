from django.conf import settings

if not settings.configured:
    settings.configure()

from django.test import RequestFactory  # noqa: E402

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/</loc><lastmod>2024-05-01</lastmod></url>
<url><loc> https://example.org/lamps </loc></url></urlset>"""


def bomb(levels=5):
    declared = ['<!ENTITY e0 "0123456789">']
    declared += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels)]
    doctype = f"<!DOCTYPE urlset [{''.join(declared)}]>"
    return doctype + SITEMAP.replace("https://example.org/<", f"&e{levels - 1};<")


def answer(module, xml):
    return module.register(RequestFactory().post("/sitemaps", data=xml, content_type="application/xml"))


def attack(module, tmp_path) -> bool:
    sent = bomb()
    return len(answer(module, sent).content) > 100 * len(sent)


def test_honest_input(program, tmp_path):
    assert answer(program, SITEMAP).content == (
        b'{"urls": ["https://example.org/", "https://example.org/lamps"]}'
    )
    assert answer(program, "<urlset>").status_code == 400


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
