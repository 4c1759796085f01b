import json
import queue
import statistics
from typing import Any

TASKS = {
    "statistics.mean": statistics.mean,
    "statistics.median": statistics.median,
}


def run_task(message: dict[str, Any]) -> Any:
    task = TASKS[message["task"]]
    return task(*message["args"])


def work(messages: "queue.Queue[str | None]", results: list[dict[str, Any]]) -> None:
    """Run tasks until None comes in."""
    while (text := messages.get()) is not None:
        message = json.loads(text)
        try:
            results.append({"id": message["id"], "result": run_task(message)})
        except Exception as error:
            results.append({"id": message["id"], "error": type(error).__name__})
