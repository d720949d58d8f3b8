"""Who is asked for what: the emulator, and the peers that return a constant of the same size."""

import dataclasses
import json

import seeds
from calls import (
    EXECUTE_TOOL,
    FORWARDED_GET,
    LIST_ACCOUNTS,
    LIST_ACCOUNTS_REST,
    LIST_SCOPED_TOOLS,
    PERSON,
    PROXIED_GET,
    mcp_tool_call,
)
from fetch import fetch, fetch_mcp_server, fetch_token
from load import Target, throughput
from servers import CLIENT_SECRET, Behind, Emulator, Grpcio, McpPackage, Nginx, NginxProxy, Provider

SMALL_CLIENT, LARGE_CLIENT, TOOLS_CLIENT = "skc_3000000000001", "skc_3000000000002", "skc_3000000000003"
FORWARDING_CLIENT = "skc_3000000000004"

# What the peers answer as well: a key, what it is called, and the call.
TOOL_CALLS = [
    ("execute", "ExecuteTool, gRPC", EXECUTE_TOOL),
    ("scoped", "ListScopedTools, 100 tools, gRPC", LIST_SCOPED_TOOLS),
    ("proxy", "proxied GET, HTTP/2", PROXIED_GET),
]


class Cast:
    """Starts every server there is a row about, and keeps what they are asked."""

    def __init__(self, stack, folder, certificate, state_dir):
        self.stack, self.folder, self.certificate, self.state_dir = stack, folder, certificate, state_dir
        self.targets = {}
        # The emulator's answers, which the peers' are as large as: by call, without its token.
        self.answers = {}
        self.token = None

    def emulator(self, name, client_id, accounts, *flags):
        seed = seeds.write_seed(self.folder / f"{name}.json", client_id, accounts)
        server = Emulator(self.state_dir, "--seed", seed, *flags)
        self.stack.callback(server.stop)
        token = fetch_token(server.port, server.ready["ca_file"], client_id, CLIENT_SECRET)
        self.token = self.token or token
        return server, token

    def ask(self, server, token, key, name, call):
        """Adds a row about the emulator."""
        authorized = call.authorized(token)
        answer = fetch(server.port, server.ready["ca_file"], authorized)
        self.answers.setdefault(call, answer)
        self.targets[key] = Target(name, server, authorized, call.size(answer))

    def accounts(self, size, client_id, count):
        """The same page of ten by three ways."""
        server, token = self.emulator(size, client_id, seeds.accounts(count))
        for kind, name, call in (
            ("grpc", "gRPC", LIST_ACCOUNTS),
            ("h2", "REST over HTTP/2", LIST_ACCOUNTS_REST),
            ("h1", "REST over HTTP/1.1", LIST_ACCOUNTS_REST.over("h1")),
        ):
            self.ask(server, token, f"emulator-{kind}-{size}", f"emulator, {name}, {count:,} accounts", call)
        return server

    def unjournaled(self):
        """What the journal costs, which is on everywhere else."""
        server, token = self.emulator("unjournaled", SMALL_CLIENT, seeds.accounts(10), "--journal-limit", "0")
        name = "emulator, gRPC, 10 accounts, without its journal"
        self.ask(server, token, "emulator-grpc-unjournaled", name, LIST_ACCOUNTS)

    def tools(self):
        server, token = self.emulator("tools", TOOLS_CLIENT, seeds.person_with_tools())
        for key, name, call in TOOL_CALLS:
            self.ask(server, token, f"emulator-{key}", f"emulator, {name}", call)
        self.mcp(server, token)
        return server

    def mcp(self, server, token):
        """A tool by MCP, and the same answer from a server of the `mcp` package's, which runs nothing for it."""
        path, session = fetch_mcp_server(server, token, PERSON)
        for kind, key, name in (("mcp", "emulator-mcp", "HTTP/1.1"), ("h2", "emulator-h2-mcp", "HTTP/2")):
            call = mcp_tool_call(path, kind).authorized(session)
            answer = fetch(server.port, server.ready["ca_file"], call)
            self.targets[key] = Target(f"emulator, MCP tools/call, {name}", server, call, len(answer))
        file = self.folder / "mcp-answer.json"
        file.write_text(json.dumps(json.loads(answer)["result"]["structuredContent"]))
        self.mcp_bytes = len(answer)
        package = McpPackage(self.certificate, file)
        self.stack.callback(package.stop)
        call = mcp_tool_call("/mcp").authorized(session)
        expected = len(fetch(package.port, self.certificate, call))
        name = "Python mcp package, MCP tools/call, a constant, HTTP/1.1"
        self.targets["package-mcp"] = Target(name, package, call, expected)

    def forwarding(self):
        """A proxied request that leaves for a provider, by the emulator and by nginx, and without anybody between."""
        size, path = 420, FORWARDED_GET.path.removeprefix("/proxy")
        provider = Provider(self.folder, self.certificate, path, size)
        self.stack.callback(provider.stop)
        catalogue = seeds.write_connector(self.folder / "forwarding", provider.url)
        server, token = self.emulator(
            "forwarding", FORWARDING_CLIENT, seeds.person_of_the_connector(), "--catalogue", catalogue
        )
        proxy = NginxProxy(self.folder, self.certificate, provider)
        self.stack.callback(proxy.stop)
        asked = FORWARDED_GET.authorized(token)
        direct = dataclasses.replace(asked, path=path)
        fetch(server.port, server.ready["ca_file"], asked)
        for key, name, front, call in (
            ("emulator", "emulator, forwarded GET, HTTP/2", Behind(server, provider), asked),
            ("nginx", "nginx as a proxy, forwarded GET, HTTP/2", Behind(proxy, provider), direct),
            ("direct", "the provider itself (nginx, a constant), HTTP/2", provider, direct),
        ):
            self.targets[f"{key}-forward"] = Target(name, front, call, size)

    def peer(self, key, name, server, call):
        """Everybody gets the same requests: a token is a kilobyte of headers that has to be decoded for each."""
        self.targets[key] = Target(name, server, call.authorized(self.token), call.size(self.answers[call]))

    def peers(self, calibration):
        nginx = Nginx(self.folder, self.certificate, self.answers)
        self.stack.callback(nginx.stop)
        grpcio, description = self.best_grpcio(calibration)
        self.peer("grpcio", "Python grpcio, gRPC, a constant", grpcio, LIST_ACCOUNTS)
        self.peer("nginx-grpc", "nginx, HTTP/2 with a gRPC trailer, a constant", nginx, LIST_ACCOUNTS)
        self.peer("nginx-h2", "nginx, HTTP/2, a constant", nginx, LIST_ACCOUNTS_REST)
        self.peer("nginx-h1", "nginx, HTTP/1.1, a constant", nginx, LIST_ACCOUNTS_REST.over("h1"))
        for key, name, call in TOOL_CALLS:
            if call.kind == "grpc":
                self.peer(f"grpcio-{key}", f"Python grpcio, a constant like {name}", grpcio, call)
            self.peer(f"nginx-{key}", f"nginx, a constant like {name}", nginx, call)
        return description

    def best_grpcio(self, seconds):
        """The number of threads that suits it best here, or asyncio."""
        files = {}
        for call, data in self.answers.items():
            if call.kind == "grpc":
                files[call.path] = self.folder / f"answer-{len(files)}.bin"
                files[call.path].write_bytes(data)
        rates = {}
        for workers in ("1", "2", "4", "8", "aio"):
            server = Grpcio(self.certificate, files, workers)
            try:
                self.peer("probe", "grpcio", server, LIST_ACCOUNTS)
                rates[workers] = throughput(self.targets.pop("probe"), seconds).per_second
            finally:
                server.stop()
        workers = max(rates, key=rates.get)
        server = Grpcio(self.certificate, files, workers)
        self.stack.callback(server.stop)
        return server, "asyncio" if workers == "aio" else f"a pool of {workers} threads"
