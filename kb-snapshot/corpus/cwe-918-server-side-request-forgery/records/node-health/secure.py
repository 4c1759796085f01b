import requests

PORT = 8080
NODES = {"node-a.example.com", "node-b.example.com"}
session = requests.Session()


def node_health(node):
    """The health report of a node, or None while it doesn't answer."""
    if node not in NODES:
        raise ValueError(f"{node} is not part of the cluster")
    try:
        response = session.get(f"http://{node}:{PORT}/health", timeout=3)
    except requests.ConnectionError:
        return None
    return response.json()


def ready(nodes):
    return [node for node in nodes if (node_health(node) or {}).get("ready")]
