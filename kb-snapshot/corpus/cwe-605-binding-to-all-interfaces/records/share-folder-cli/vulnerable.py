import argparse
import functools
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def build_server(arguments=None):
    parser = argparse.ArgumentParser(description="Serve a folder over HTTP.")
    parser.add_argument("folder")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    handler = functools.partial(SimpleHTTPRequestHandler, directory=options.folder)
    return ThreadingHTTPServer((options.host, options.port), handler)


def main():
    with build_server() as server:
        print("serving on port", server.server_address[1])
        server.serve_forever()


if __name__ == "__main__":
    main()
