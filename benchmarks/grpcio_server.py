"""The yardstick: Python's grpcio over TLS, answering ListConnectedAccounts with bytes made beforehand.

It checks no token, decodes no request and encodes no response, so everything it spends is grpcio's own.

    grpcio_server.py PORT CERTIFICATE ANSWER_FILE WORKERS      (WORKERS may be "aio" for the asyncio server)
"""

import asyncio
import pathlib
import sys
from concurrent import futures

import grpc

SERVICE = "scalekit.v1.connected_accounts.ConnectedAccountService"


def credentials(certificate):
    pem = pathlib.Path(certificate).read_bytes()
    return grpc.ssl_server_credentials([(pem, pem)])


def handlers(answer):
    method = grpc.unary_unary_rpc_method_handler(answer)
    return (grpc.method_handlers_generic_handler(SERVICE, {"ListConnectedAccounts": method}),)


async def serve_with_asyncio(port, certificate, data):
    async def answer(request, context):
        return data

    server = grpc.aio.server()
    server.add_generic_rpc_handlers(handlers(answer))
    server.add_secure_port(f"127.0.0.1:{port}", credentials(certificate))
    await server.start()
    print("ready", flush=True)
    await server.wait_for_termination()


def serve_with_threads(port, certificate, data, workers):
    server = grpc.server(futures.ThreadPoolExecutor(workers))
    server.add_generic_rpc_handlers(handlers(lambda request, context: data))
    server.add_secure_port(f"127.0.0.1:{port}", credentials(certificate))
    server.start()
    print("ready", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    port, certificate, answer_file, workers = sys.argv[1:]
    data = pathlib.Path(answer_file).read_bytes()
    if workers == "aio":
        asyncio.run(serve_with_asyncio(port, certificate, data))
    else:
        serve_with_threads(port, certificate, data, int(workers))
