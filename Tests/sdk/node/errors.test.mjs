// The Node SDK believes the details over the headers and decodes grpc-message with decodeURIComponent.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startEmulator, unseenClientID } from "./emulator.mjs";
import { decode, encode, message, text } from "./protobuf.mjs";
import { Client, CallError } from "./scalekit.mjs";

const ACCOUNTS = "/scalekit.v1.connected_accounts.ConnectedAccountService/";
const ERROR_INFO = "type.googleapis.com/scalekit.v1.errdetails.ErrorInfo";

let emulator;
let client;
before(async () => {
  emulator = await startEmulator();
  client = new Client(emulator.url, unseenClientID(), "secret", { ca: emulator.ca });
  await client.call(ACCOUNTS + "CreateConnectedAccount", encode([[3, "gmail"], [4, "taken"], [5, []]]));
});
after(async () => {
  client.close();
  assert.equal(await emulator.stop(), 0);
});

async function failure(method, fields) {
  try {
    await client.call(method.startsWith("/") ? method : ACCOUNTS + method, encode(fields));
  } catch (error) {
    assert.ok(error instanceof CallError, error);
    return error;
  }
  assert.fail(`${method} should have failed`);
}

const cases = [
  ["a broken rule", "ListConnectedAccounts", [[6, 100]], 3, "INVALID_ARGUMENT"],
  ["nothing there", "GetConnectedAccountAuth", [[3, "gmail"], [4, "nobody"]], 5, "RESOURCE_NOT_FOUND"],
  ["an unknown connection", "CreateConnectedAccount", [[3, "nowhere"], [4, "a"], [5, []]], 5, "RESOURCE_NOT_FOUND"],
  ["a duplicate", "CreateConnectedAccount", [[3, "gmail"], [4, "taken"], [5, []]], 6, "ALREADY_EXISTS"],
  ["not served", "/scalekit.v1.triggers.TriggerService/ListAvailableTriggers", [], 12, "OPERATION_NOT_SERVED"],
  ["percent, unicode and a line break", "GetConnectedAccountAuth", [[3, "gmail"], [4, "100% ü\n日本 %zz"]], 5, "RESOURCE_NOT_FOUND"],
];

for (const [name, method, fields, code, errorCode] of cases) {
  test(`${name}: headers and details agree, ErrorInfo comes first`, async () => {
    const error = await failure(method, fields);
    assert.equal(error.code, code);
    assert.equal(error.statusCode, code);
    assert.equal(error.statusMessage, error.message);
    assert.equal(error.details[0].type, ERROR_INFO);
    const info = decode(error.details[0].value);
    assert.equal(text(info, 1), errorCode);
    assert.notEqual(text(message(info, 6), 1), "", "request_info.request_id");
  });
}

test("a broken rule names its field", async () => {
  const error = await failure("ListConnectedAccounts", [[6, 100]]);
  const violation = message(message(decode(error.details[0].value), 8), 1);
  assert.equal(text(violation, 1), "page_size");
  assert.notEqual(text(violation, 3), "");
});

test("an unauthenticated answer agrees as well", async () => {
  const stranger = new Client(emulator.url, unseenClientID(), "secret", { ca: emulator.ca });
  const answer = await stranger.attempt(ACCOUNTS + "ListConnectedAccounts", encode([]));
  const fields = { ...answer.headers, ...answer.trailers };
  assert.equal(answer.headers[":status"], 200);
  assert.equal(fields["grpc-status"], "16");
  assert.equal(decodeURIComponent(fields["grpc-message"]), "Token empty");
  stranger.close();
});

test("the trailers stay below Node's own header limit", async () => {
  const error = await failure("ListConnectedAccounts", [[8, "é".repeat(4000)], [4, "é".repeat(4000)]]);
  assert.equal(error.code, 3);
});
