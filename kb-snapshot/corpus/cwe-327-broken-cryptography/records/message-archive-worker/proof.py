import queue


def archive_messages(module, folder, texts):
    messages = queue.Queue()
    for number, text in enumerate(texts):
        messages.put({"id": number, "text": text})
    archive = module.Archive(folder)
    assert module.work(messages, archive) == len(texts)
    return archive


def test_honest_input(program, tmp_path):
    archive = archive_messages(program, tmp_path, ["hello", "gr\u00fc\u00dfe", ""])
    assert archive.read("0.bin") == "hello"
    assert archive.read("1.bin") == "gr\u00fc\u00dfe"
    assert archive.read("2.bin") == ""


def attack(module, tmp_path) -> bool:
    """Somebody who sent the first message and sees the disk reads the second one."""
    sent = "Dear all, the cake is in the kitchen, help yourselves."
    private = "The offer for the Harbour Street house is 412,000."
    archive_messages(module, tmp_path, [sent, private])
    first, second = ((tmp_path / name).read_bytes() for name in ("0.bin", "1.bin"))
    for start in (0, 12, 16):
        stream = bytes(c ^ k for c, k in zip(first[start:], sent.encode()))
        if bytes(c ^ s for c, s in zip(second[start:], stream))[: len(private)] == private.encode():
            return True
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
