import asyncio

import aiohttp


def visit(module, address, method, path):
    async def session():
        site = module.AdminSite()
        port = await site.start(0)
        try:
            async with aiohttp.ClientSession() as client:
                async with client.request(method, f"http://{address}:{port}{path}") as answer:
                    return await answer.json(), site.maintenance
        except aiohttp.ClientConnectionError:
            return None, site.maintenance
        finally:
            await site.stop()

    return asyncio.run(session())


def attack(module, tmp_path) -> bool:
    # 127.0.0.2 stands for another address of this machine.
    _, maintenance = visit(module, "127.0.0.2", "POST", "/maintenance")
    return maintenance


def test_honest_input(program, tmp_path):
    assert visit(program, "127.0.0.1", "GET", "/state") == ({"maintenance": False}, False)
    assert visit(program, "127.0.0.1", "POST", "/maintenance") == ({"maintenance": True}, True)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
