import subprocess


def repository(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    commit = [*identity, "commit", "-q", "--allow-empty", "-m", "first page"]
    for arguments in (["init", "-q", "-b", "main"], commit):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return folder


def ask(module, folder, branch):
    module.app.config["REPOSITORY"] = str(folder)
    return module.app.test_client().get("/history", query_string={"branch": branch})


def attack(module, tmp_path) -> bool:
    page = tmp_path / "index.html"
    page.write_text("<h1>Welcome</h1>")
    ask(module, repository(tmp_path), f"--output={page}")
    return page.read_text() != "<h1>Welcome</h1>"


def test_honest_input(program, tmp_path):
    folder = repository(tmp_path)
    assert ask(program, folder, "main").json == {"subjects": ["first page"]}
    assert ask(program, folder, "nowhere").status_code == 404


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
