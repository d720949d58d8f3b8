// `actions.request` as the Node SDK's axios sends it, and tools through its gRPC transport.

import assert from "node:assert/strict";
import https from "node:https";
import { after, before, describe, test } from "node:test";

import { startEmulator, unseenClientID } from "./emulator.mjs";
import { decode, encode, message, text } from "./protobuf.mjs";
import { Client } from "./scalekit.mjs";

const ACCOUNTS = "/scalekit.v1.connected_accounts.ConnectedAccountService/";
const TOOLS = "/scalekit.v1.tools.ToolService/";
const ECHO = {
  proxy: { path: "*" },
  answer: {
    data: {
      url: "{{request.url}}",
      query: "{{request.query}}",
      headers: "{{request.headers}}",
      body: "{{request.body}}",
      method: "{{request.method}}",
    },
  },
};

let emulator;
before(async () => (emulator = await startEmulator()));
after(() => emulator.stop());

function request(method, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const call = https.request(emulator.url + path, { method, headers, ca: emulator.ca }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const content = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, body: content && JSON.parse(content) });
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** A client with an active account at GitHub, and every proxied call answered with what was sent. */
async function connected() {
  const client = new Client(emulator.url, unseenClientID(), "secret", { ca: emulator.ca });
  const token = encode([[1, "gho_ada"], [3, "repo"]]);
  const account = encode([[5, encode([[1, token]])]]);
  await client.call(ACCOUNTS + "CreateConnectedAccount", encode([[3, "github"], [4, "ada"], [5, account]]));
  const stubs = await request("PUT", `/_emulator/stubs?client_id=${client.clientID}`, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ stubs: [ECHO] }),
  });
  assert.equal(stubs.status, 200);
  return client;
}

const proxied = (client, method, path, { headers = {}, body } = {}) =>
  request(method, "/proxy" + path, {
    headers: { connection_name: "github", identifier: "ada", authorization: `Bearer ${client.token}`, ...headers },
    body,
  });

describe("actions.request", () => {
  test("axios writes lists with brackets and objects with keys", async () => {
    const client = await connected();
    const { body } = await proxied(client, "GET", "/search?q=a+b&l%5B%5D=1&l%5B%5D=2&o%5Bk%5D=v");
    assert.equal(body.url, "https://api.github.com/search?q=a%20b&l%5B%5D=1&l%5B%5D=2&o%5Bk%5D=v");
    assert.equal(body.headers.authorization, "Bearer gho_ada");
    client.close();
  });

  test("a form that goes out as JSON, and one that goes out as a form", async () => {
    const client = await connected();
    const asJSON = await proxied(client, "POST", "/x", {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ b: ["x"] }),
    });
    assert.deepEqual(asJSON.body.body, { b: ["x"] });
    const asForm = await proxied(client, "POST", "/x", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "b[]=x&c=1",
    });
    assert.deepEqual(asForm.body.body, { "b[]": "x", c: "1" });
    client.close();
  });

  test("the first proxied call of a client that never called an operation has no token and is refused", async () => {
    const { status, body } = await request("GET", "/proxy/user", {
      headers: { connection_name: "github", identifier: "ada" },
    });
    assert.equal(status, 401);
    assert.equal(body.message, "Token empty");
  });

  test("what the provider answers comes back with its status", async () => {
    const client = await connected();
    await request("PUT", `/_emulator/stubs?client_id=${client.clientID}`, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        stubs: [{ proxy: { path: "*" }, answer: { status: 422, error: { message: "Validation Failed" } } }],
      }),
    });
    const { status, body } = await proxied(client, "POST", "/repos/a/b/issues");
    assert.equal(status, 422);
    assert.equal(body.message, "Validation Failed");
    client.close();
  });
});

test("executeTool over the SDK's transport", async () => {
  const client = await connected();
  const value = (content) => encode([[3, content]]);
  const field = (name, content) => encode([[1, name], [2, value(content)]]);
  const params = encode([[1, field("owner", "brightlane")], [1, field("repo", "checkout")], [1, field("title", "From Node")]]);
  const reply = decode(
    await client.call(TOOLS + "ExecuteTool", encode([[1, "github_issue_create"], [2, "ada"], [3, params]])),
  );
  assert.match(text(reply, 2), /^exec_/);
  assert.ok(message(reply, 1));
  client.close();
});
