// Starts the emulator as a program and reads the one line of JSON it prints.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const binary = path.resolve(process.env.SCALEKIT_EMULATOR_BIN ?? path.join(repository, ".build/debug/scalekit-emulator"));

export async function startEmulator(...flags) {
  const stateDir = await mkdtemp(path.join(tmpdir(), "scalekit-emulator-node-"));
  const child = spawn(binary, ["serve", "--json", "--port", "0", "--state-dir", stateDir, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (data) => (log += data));
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal ?? code));
  });
  const line = await Promise.race([
    new Promise((resolve) => createInterface(child.stdout).once("line", resolve)),
    ended.then((code) => Promise.reject(new Error(`${binary} ended with ${code} before it was ready:\n${log}`))),
  ]);
  const ready = JSON.parse(line);
  return {
    ...ready,
    clearURL: `http://localhost:${ready.port}`,
    ca: await readFile(ready.ca_file),
    async stop() {
      child.kill("SIGTERM");
      const code = await ended;
      await rm(stateDir, { recursive: true, force: true });
      return code;
    },
  };
}

let numbers = 0;

/** A client id no server of this run has met. */
export const unseenClientID = () => `skc_${process.pid}${String(++numbers).padStart(10, "0")}`;
