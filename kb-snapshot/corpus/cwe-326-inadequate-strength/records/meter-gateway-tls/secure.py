"""Readings of the meters, fetched from the utility's gateway."""

import http.client
import json
import ssl


def make_context(ca_file: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca_file)
    return context


def readings(host: str, port: int, ca_file: str) -> dict:
    connection = http.client.HTTPSConnection(host, port, timeout=5, context=make_context(ca_file))
    try:
        connection.request("GET", "/readings")
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"the gateway answered {response.status}")
        return json.loads(response.read())
    finally:
        connection.close()
