import importlib
import json
import queue
from typing import Any


def run_task(message: dict[str, Any]) -> Any:
    module_name, function_name = message["task"].rsplit(".", 1)
    module = importlib.import_module(module_name)
    task = getattr(module, function_name)
    return task(*message["args"])


def work(messages: "queue.Queue[str | None]", results: list[dict[str, Any]]) -> None:
    """Run tasks until None comes in."""
    while (text := messages.get()) is not None:
        message = json.loads(text)
        try:
            results.append({"id": message["id"], "result": run_task(message)})
        except Exception as error:
            results.append({"id": message["id"], "error": type(error).__name__})
