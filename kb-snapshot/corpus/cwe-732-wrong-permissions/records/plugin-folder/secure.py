from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)
PLUGINS = Path("/var/lib/board/plugins")


@app.put("/plugins/<name>")
def store_plugin(name):
    if not name.isidentifier():
        abort(400)
    if not PLUGINS.exists():
        PLUGINS.mkdir(parents=True)
        PLUGINS.chmod(0o755)
    (PLUGINS / f"{name}.py").write_bytes(request.get_data())
    return {"stored": name}, 201


@app.get("/plugins")
def list_plugins():
    return {"plugins": sorted(path.stem for path in PLUGINS.glob("*.py"))}
