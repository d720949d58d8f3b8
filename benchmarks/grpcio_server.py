"""The yardstick: Python's grpcio over TLS, answering any call with bytes made beforehand.

It checks no token, decodes no request and encodes no response, so everything it spends is grpcio's own.

    grpcio_server.py PORT CERTIFICATE WORKERS PATH=ANSWER_FILE…      (WORKERS may be "aio" for the asyncio server)
"""

import asyncio
import pathlib
import sys
from concurrent import futures

import grpc


class Constants(grpc.GenericRpcHandler):
    """The handler of each path that there is an answer for."""

    def __init__(self, answers, method_handler):
        self.handlers = {path: method_handler(data) for path, data in answers.items()}

    def service(self, details):
        return self.handlers.get(details.method)


def handler(data):
    return grpc.unary_unary_rpc_method_handler(lambda request, context: data)


def asyncio_handler(data):
    async def answer(request, context):
        return data

    return grpc.unary_unary_rpc_method_handler(answer)


def listen(server, port, certificate):
    pem = pathlib.Path(certificate).read_bytes()
    server.add_secure_port(f"127.0.0.1:{port}", grpc.ssl_server_credentials([(pem, pem)]))


async def serve_with_asyncio(port, certificate, answers):
    server = grpc.aio.server(handlers=[Constants(answers, asyncio_handler)])
    listen(server, port, certificate)
    await server.start()
    print("ready", flush=True)
    await server.wait_for_termination()


def serve_with_threads(port, certificate, answers, workers):
    server = grpc.server(futures.ThreadPoolExecutor(workers), handlers=[Constants(answers, handler)])
    listen(server, port, certificate)
    server.start()
    print("ready", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    port, certificate, workers, *pairs = sys.argv[1:]
    files = dict(pair.split("=", 1) for pair in pairs)
    answers = {path: pathlib.Path(file).read_bytes() for path, file in files.items()}
    if workers == "aio":
        asyncio.run(serve_with_asyncio(port, certificate, answers))
    else:
        serve_with_threads(port, certificate, answers, int(workers))
