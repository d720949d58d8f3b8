// What Node's own HTTP and TLS stacks notice on the way.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import http2 from "node:http2";
import { after, before, test } from "node:test";
import tls from "node:tls";
import { fileURLToPath } from "node:url";

import { startEmulator, unseenClientID } from "./emulator.mjs";
import { decode, encode, integer } from "./protobuf.mjs";
import { Client } from "./scalekit.mjs";

const LIST = "/scalekit.v1.connected_accounts.ConnectedAccountService/ListConnectedAccounts";

let emulator;
before(async () => (emulator = await startEmulator()));
after(() => emulator.stop());

function handshake(options) {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: "localhost", port: emulator.port, servername: "localhost", ca: emulator.ca, ...options });
    socket.on("error", reject);
    socket.on("secureConnect", () => {
      resolve({ alpn: socket.alpnProtocol, authorized: socket.authorized });
      socket.destroy();
    });
  });
}

test("ALPN chooses h2 when offered and nothing when nothing is offered", async () => {
  assert.deepEqual(await handshake({ ALPNProtocols: ["h2"] }), { alpn: "h2", authorized: true });
  assert.deepEqual(await handshake({ ALPNProtocols: ["h2", "http/1.1"] }), { alpn: "h2", authorized: true });
  assert.deepEqual(await handshake({ ALPNProtocols: ["http/1.1"] }), { alpn: "http/1.1", authorized: true });
  assert.deepEqual(await handshake({}), { alpn: false, authorized: true });
});

test("a program with only NODE_EXTRA_CA_CERTS set trusts both doors", () => {
  const program = `
    const { Client } = await import(${JSON.stringify(fileURLToPath(new URL("./scalekit.mjs", import.meta.url)))});
    const client = new Client(process.env.SCALEKIT_ENVIRONMENT_URL, process.env.SCALEKIT_CLIENT_ID, process.env.SCALEKIT_CLIENT_SECRET);
    await client.call(${JSON.stringify(LIST)}, Buffer.alloc(0));
    console.log(client.requests.length);
    client.close();`;
  const run = (env) => spawnSync(process.execPath, ["--input-type=module", "-e", program], { env, encoding: "utf8", timeout: 20_000 });
  const { NODE_EXTRA_CA_CERTS, ...untrusting } = { PATH: process.env.PATH, ...emulator.env };
  const { stdout, status } = run({ ...untrusting, NODE_EXTRA_CA_CERTS });
  assert.deepEqual({ stdout, status }, { stdout: "3\n", status: 0 });
  assert.match(run(untrusting).stderr, /unable to verify the first certificate/);
});

test("both gRPC content types are answered", async () => {
  for (const contentType of ["application/grpc", "application/grpc+proto"]) {
    const client = new Client(emulator.clearURL, unseenClientID(), "s", { contentType });
    assert.equal(integer(decode(await client.call(LIST, encode([]))), 2), 0);
    const answer = await client.attempt(LIST, encode([]));
    assert.match(answer.headers["content-type"], /^application\/grpc(\+proto)?$/);
    client.close();
  }
});

test("deadlines of the SDK are read, one that has passed is exceeded", async () => {
  for (const timeout of ["20000m", "60000m"]) {
    const client = new Client(emulator.clearURL, unseenClientID(), "s", { timeout });
    await client.call(LIST, encode([]));
    client.close();
  }
  const hurried = new Client(emulator.clearURL, unseenClientID(), "s", { timeout: "1n" });
  await assert.rejects(hurried.call(LIST, encode([])), { code: 4 });
  hurried.close();
});

test("pings are answered, however many", async () => {
  const session = http2.connect(emulator.clearURL);
  await once(session, "connect");
  for (let round = 0; round < 40; round++) {
    await new Promise((resolve, reject) => session.ping((error) => (error ? reject(error) : resolve())));
  }
  assert.equal(session.closed, false);
  session.close();
});

test("REST and gRPC share a session", async () => {
  const session = http2.connect(emulator.url, { ca: emulator.ca });
  const get = (path) =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ":path": path });
      let status;
      let body = "";
      stream.on("response", (headers) => (status = headers[":status"]));
      stream.on("data", (chunk) => (body += chunk));
      stream.on("error", reject);
      stream.on("close", () => resolve({ status, body }));
    });
  const answers = await Promise.all([get("/keys"), get("/api/v1/connected_accounts"), get("/keys")]);
  assert.deepEqual(answers.map(({ status }) => status), [200, 401, 200]);
  session.close();
});

test("an idle session is still good after a while", async () => {
  const client = new Client(emulator.url, unseenClientID(), "s", { ca: emulator.ca });
  await client.call(LIST, encode([]));
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  await client.call(LIST, encode([]));
  client.close();
});
