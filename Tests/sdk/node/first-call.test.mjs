// The Node SDK authenticates only after it has been told to: UNAUTHENTICATED is what makes it work at all.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startEmulator, unseenClientID } from "./emulator.mjs";
import { decode, encode, integer, message, text } from "./protobuf.mjs";
import { Client } from "./scalekit.mjs";

const ACCOUNTS = "/scalekit.v1.connected_accounts.ConnectedAccountService/";
const ACTIVE = 1;
const PENDING_AUTH = 3;

let emulator;
before(async () => (emulator = await startEmulator()));
after(() => emulator.stop());

for (const scheme of ["https", "http"]) {
  describe(`${scheme}:// as environment URL`, () => {
    const makeClient = (secret = "secret") =>
      new Client(scheme === "https" ? emulator.url : emulator.clearURL, unseenClientID(), secret, { ca: emulator.ca });

    test("the first call has no token, the second one has", async () => {
      const client = makeClient();
      const reply = decode(await client.call(ACCOUNTS + "ListConnectedAccounts", encode([])));
      assert.equal(integer(reply, 2), 0);
      assert.deepEqual(client.requests, [
        { path: ACCOUNTS + "ListConnectedAccounts", authorized: false },
        { path: "/oauth/token", status: 200 },
        { path: ACCOUNTS + "ListConnectedAccounts", authorized: true },
      ]);
      client.close();
    });

    test("later calls reuse the token and the connection", async () => {
      const client = makeClient();
      for (let round = 0; round < 5; round++) await client.call(ACCOUNTS + "ListConnectedAccounts", encode([]));
      assert.equal(client.requests.filter(({ path }) => path === "/oauth/token").length, 1);
      assert.equal(client.requests.length, 7);
      client.close();
    });

    test("a token that has gone bad is replaced", async () => {
      const client = makeClient();
      client.token = "stale";
      await client.call(ACCOUNTS + "ListConnectedAccounts", encode([]));
      assert.equal(client.requests.length, 3);
      client.close();
    });

    test("a wrong secret ends in a 401 with a standard phrase", async () => {
      const client = makeClient();
      await client.call(ACCOUNTS + "ListConnectedAccounts", encode([]));
      const other = makeClient("another secret");
      other.clientID = client.clientID;
      await assert.rejects(other.call(ACCOUNTS + "ListConnectedAccounts", encode([])), /failed with 401: .*invalid_client/);
      const body = `grant_type=client_credentials&client_id=${client.clientID}&client_secret=x`;
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      assert.equal((await other.rest("POST", "/oauth/token", { headers, body })).phrase, "Unauthorized");
      client.close();
      other.close();
    });

    test("get or create, as the SDK composes it", async () => {
      const client = makeClient();
      const key = [[3, "freshdesk"], [4, "ada"]];
      await assert.rejects(client.call(ACCOUNTS + "GetConnectedAccountAuth", encode(key)), { code: 5 });
      // Without details the SDK sends an empty oauth_token, for API-key connectors too.
      const empty = encode([...key, [5, [[5, [[1, []]]]]]]);
      const created = message(decode(await client.call(ACCOUNTS + "CreateConnectedAccount", empty)), 1);
      assert.equal(integer(created, 3), PENDING_AUTH);
      const read = message(decode(await client.call(ACCOUNTS + "GetConnectedAccountAuth", encode(key))), 1);
      assert.equal(text(read, 10), text(created, 10));
      // A Struct with one entry: username = "ü".
      const struct = [[1, [[1, "username"], [2, [[3, "ü"]]]]]];
      const update = encode([...key, [5, [[5, [[2, [[1, struct]]]]]]]]);
      const updated = message(decode(await client.call(ACCOUNTS + "UpdateConnectedAccount", update)), 1);
      assert.equal(integer(updated, 3), ACTIVE);
      client.close();
    });

    test("a magic link by name, by id, and what follows", async () => {
      const client = makeClient();
      const reply = decode(
        await client.call(ACCOUNTS + "GetMagicLinkForConnectedAccount", encode([[3, "gmail"], [4, "ada"]])),
      );
      const link = text(reply, 1);
      assert.match(link, /^https?:\/\/localhost:\d+\/magicLink\/[0-9a-f-]{36}_o$/);
      const redirect = await client.rest("GET", new URL(link).pathname);
      assert.equal(redirect.status, 302);
      const target = new URL(redirect.headers.location, link);
      const page = await client.rest("GET", target.pathname + target.search);
      assert.equal(page.status, 200);
      assert.match(page.text, /Approve/);
      client.close();
    });

    test("keys are fetched the way axios does it", async () => {
      const client = makeClient();
      const answer = await client.rest("GET", "/keys");
      assert.equal(answer.status, 200);
      assert.equal(JSON.parse(answer.text).keys[0].kty, "RSA");
      client.close();
    });

    test("many calls at once share one session", async () => {
      const client = makeClient();
      await client.call(ACCOUNTS + "ListConnectedAccounts", encode([]));
      const create = (number) =>
        client.call(ACCOUNTS + "CreateConnectedAccount", encode([[3, "gmail"], [4, `user-${number}`], [5, []]]));
      await Promise.all(Array.from({ length: 60 }, (_, number) => create(number)));
      const reply = decode(await client.call(ACCOUNTS + "ListConnectedAccounts", encode([])));
      assert.equal(integer(reply, 2), 60);
      client.close();
    });
  });
}
