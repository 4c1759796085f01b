import asyncio
import signal


class TooSlow(BaseException):
    pass


def finishes(action) -> bool:
    """Whether the action takes less than half a second of processor time."""

    def stop(*_):
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)
    try:
        action()
        return True
    except TooSlow:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def work(module, lines):
    async def go():
        queue = asyncio.Queue()
        for line in [*lines, None]:
            queue.put_nowait(line)
        worker = module.LogWorker()
        return await worker.run(queue), worker.skipped

    return asyncio.run(go())


def attack(module, tmp_path) -> bool:
    return not finishes(lambda: work(module, ["[" + "1" * 40]))


def test_honest_input(program, tmp_path):
    lines = ["[12:30:05] WARN battery low", "[12:31] WARN battery low", "[7] ERROR off", "noise"]
    assert work(program, lines) == ({"WARN": 2, "ERROR": 1}, 1)


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
