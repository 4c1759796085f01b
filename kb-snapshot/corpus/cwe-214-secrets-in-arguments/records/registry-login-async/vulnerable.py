"""Registry steps of the build agent."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE


class RegistryError(Exception):
    """The registry or its command line refused."""


async def finish(process, stdin: bytes | None = None) -> str:
    output, _ = await process.communicate(stdin)
    if process.returncode != 0:
        raise RegistryError(f"docker ended with {process.returncode}")
    return output.decode().strip()


async def registry_login(host: str, user: str, token: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "docker", "login", host, "--username", user, "--password", token, stdout=PIPE, stdin=PIPE
    )
    return await finish(process)


async def push(image: str) -> str:
    process = await asyncio.create_subprocess_exec("docker", "push", image, stdout=PIPE, stderr=DEVNULL)
    return await finish(process)
