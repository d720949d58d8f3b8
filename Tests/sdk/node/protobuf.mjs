// Just enough of the protobuf wire format: varints and length-delimited fields.

function varint(number) {
  const bytes = [];
  let rest = BigInt(number);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest ? low | 0x80 : low);
  } while (rest);
  return Buffer.from(bytes);
}

/** Encodes `[[number, value], …]`; values are strings, buffers, numbers, booleans or nested arrays of the same. */
export function encode(fields) {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === "number" || typeof value === "boolean") {
        return [varint(number << 3), varint(Number(value))];
      }
      const bytes = Array.isArray(value) ? encode(value) : Buffer.from(value);
      return [varint((number << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

/** Decodes into a map of field number to the values in order: BigInt for varints, Buffer for the rest. */
export function decode(buffer) {
  const fields = new Map();
  let at = 0;
  const readVarint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[at++];
      if (byte === undefined) throw new Error("the message ends inside a varint");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const readBytes = (count) => {
    if (at + count > buffer.length) throw new Error("the message ends inside a field");
    at += count;
    return buffer.subarray(at - count, at);
  };
  while (at < buffer.length) {
    const tag = Number(readVarint());
    const kind = tag & 7;
    let value;
    if (kind === 0) value = readVarint();
    else if (kind === 1) value = readBytes(8);
    else if (kind === 2) value = readBytes(Number(readVarint()));
    else if (kind === 5) value = readBytes(4);
    else throw new Error(`wire type ${kind} is not one of proto3`);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

export const text = (fields, number) => fields.get(number)?.at(-1)?.toString("utf8") ?? "";
export const message = (fields, number) => decode(fields.get(number)?.at(-1) ?? Buffer.alloc(0));
export const integer = (fields, number) => Number(fields.get(number)?.at(-1) ?? 0n);
