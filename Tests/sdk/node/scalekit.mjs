// What @scalekit-sdk/node does on the wire, from spec/wire.md: connect-node's gRPC transport for operations, axios for
// tokens. The first call carries no authorization; UNAUTHENTICATED makes the client ask for a token and try again.

import http from "node:http";
import http2 from "node:http2";
import tls from "node:tls";

import { decode, integer, text } from "./protobuf.mjs";

const VERSION_HEADERS = {
  "user-agent": `Scalekit-Node/2.10.0 Node/${process.version} (linux; x64)`,
  "x-sdk-version": "Scalekit-Node/2.10.0",
  "x-api-version": "20260716",
};

const UNAUTHENTICATED = 16;
const RETRIES = 3;

/** A failed call: the gRPC status as the SDK's error transformer sees it. */
export class CallError extends Error {
  constructor(code, message, details) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export class Client {
  constructor(baseURL, clientID, clientSecret, { ca, timeout = "20000m", contentType = "application/grpc+proto" } = {}) {
    Object.assign(this, { baseURL, clientID, clientSecret, ca, timeout, contentType, token: null });
    this.requests = [];
  }

  /** connect-node: h2c with prior knowledge for http://, ALPN h2 for https://; one session kept. */
  session() {
    if (!this.open || this.open.closed || this.open.destroyed) {
      this.open = http2.connect(this.baseURL, { ca: this.ca });
      this.open.on("error", () => {});
    }
    return this.open;
  }

  close() {
    this.open?.close();
  }

  /** One attempt of a unary call; answers { status, headers, trailers, messages }. */
  attempt(path, request) {
    return new Promise((resolve, reject) => {
      const headers = {
        ":method": "POST",
        ":path": path,
        "content-type": this.contentType,
        te: "trailers",
        "grpc-accept-encoding": "gzip,br",
        "grpc-timeout": this.timeout,
        ...VERSION_HEADERS,
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      };
      this.requests.push({ path, authorized: Boolean(this.token) });
      const stream = this.session().request(headers);
      const answer = { headers: {}, trailers: {}, body: [] };
      stream.on("response", (received) => (answer.headers = received));
      stream.on("trailers", (received) => (answer.trailers = received));
      stream.on("data", (chunk) => answer.body.push(chunk));
      stream.on("error", reject);
      stream.on("close", () => resolve({ ...answer, body: Buffer.concat(answer.body) }));
      const prefix = Buffer.alloc(5);
      prefix.writeUInt32BE(request.length, 1);
      stream.end(Buffer.concat([prefix, request]));
    });
  }

  /** A unary call with the SDK's retries; answers the response message. */
  async call(path, request, retries = RETRIES) {
    const answer = await this.attempt(path, request);
    const fields = { ...answer.headers, ...answer.trailers };
    const code = Number(fields["grpc-status"]);
    if (code === 0) {
      const length = answer.body.readUInt32BE(1);
      if (answer.body[0] !== 0 || answer.body.length !== 5 + length) throw new Error("not exactly one plain message");
      return answer.body.subarray(5);
    }
    if (code === UNAUTHENTICATED && retries > 0) {
      await this.authenticate();
      return this.call(path, request, retries - 1);
    }
    throw callError(code, fields);
  }

  /** axios: no ALPN over TLS, HTTP/1.1, a form, and never an authorization header. */
  async authenticate() {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: this.clientID,
      client_secret: this.clientSecret,
    }).toString();
    const answer = await this.rest("POST", "/oauth/token", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    this.requests.push({ path: "/oauth/token", status: answer.status });
    if (answer.status !== 200) throw new Error(`token request failed with ${answer.status}: ${answer.text}`);
    this.token = JSON.parse(answer.text).access_token;
  }

  rest(method, path, { headers = {}, body = "" } = {}) {
    const url = new URL(path, this.baseURL);
    const secure = url.protocol === "https:";
    const port = Number(url.port);
    return new Promise((resolve, reject) => {
      const request = http.request({
        method,
        path: url.pathname + url.search,
        headers: {
          host: url.host,
          accept: "application/json, text/plain, */*",
          "accept-encoding": "gzip, compress, deflate, br",
          connection: "keep-alive",
          "content-length": Buffer.byteLength(body),
          ...VERSION_HEADERS,
          ...headers,
        },
        // With a connection of its own there is no agent; Node's https agent would offer ALPN, axios does not.
        ...(secure
          ? { createConnection: () => tls.connect({ host: url.hostname, port, servername: url.hostname, ca: this.ca }) }
          : { host: url.hostname, port, agent: false }),
      });
      request.on("error", reject);
      request.on("response", (response) => {
        const { socket } = response;
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => {
          // Nobody will use this connection again, and an open one would keep the process alive.
          socket.destroy();
          resolve({
            status: response.statusCode,
            phrase: response.statusMessage,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          });
        });
      });
      request.end(body);
    });
  }
}

/** connect-node's trailer parsing: the details win over the headers, so both must agree. */
function callError(code, fields) {
  // Throws on a bare percent sign, and so does the SDK.
  const message = decodeURIComponent(fields["grpc-message"] ?? "");
  const encoded = fields["grpc-status-details-bin"];
  if (encoded === undefined) return new CallError(code, message, null);
  const status = decode(Buffer.from(encoded, "base64"));
  const details = (status.get(3) ?? []).map((bytes) => {
    const any = decode(bytes);
    return { type: text(any, 1), value: any.get(2)?.at(-1) ?? Buffer.alloc(0) };
  });
  const error = new CallError(code, message, details);
  error.statusCode = integer(status, 1);
  error.statusMessage = text(status, 2);
  return error;
}
