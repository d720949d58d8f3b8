import Crypto

import struct Foundation.Data

/// Makes every id and every token of one environment. All follow from the random seed, the client id and counters
/// in the store, never from time, so the same calls on the same seed give the same answers.
///
/// A counter moves in the transaction that uses what it gave, so nothing that was handed out comes again.
struct IDSource: Sendable {
    let seed: UInt64
    let clientID: String
    let key: EnvironmentKey

    /// 18 digits, as the real service's ids have; the environment's own, and the base of all that follow.
    var firstNumber: Int64 {
        let number = digest("first number", count: 0).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(100_000_000_000_000_000 + number % 700_000_000_000_000_000)
    }

    /// The next number: larger than every one before.
    func next<ID: NumberedID>(_ type: ID.Type = ID.self, in session: Store.Session) throws -> ID {
        let issued = try WorldTable.issued(in: session)
        let stride = 1 + Int64(splitMix64(seed &+ UInt64(issued)) % 65_536)
        return ID(number: try WorldTable.advance(by: stride, in: session))
    }

    /// A version 4 UUID to look at, with the environment's key in front, and the suffix of connect links.
    func magicLinkToken(in session: Store.Session) throws -> String {
        try keyedUUID(for: "magic link", in: session) + "_o"
    }

    /// The `<uuid>` of an MCP server's URL.
    func mcpServerID(in session: Store.Session) throws -> String { try keyedUUID(for: "mcp server", in: session) }

    /// The last segment of an MCP instance's URL.
    func mcpInstanceSecret(in session: Store.Session) throws -> String {
        try authorizationSecret(for: "mcp instance", in: session)
    }

    /// A version 4 UUID to look at, with the environment's key in front.
    private func keyedUUID(for purpose: String, in session: Store.Session) throws -> String {
        var bytes = try secret(count: 12, for: purpose, in: session)
        bytes[2] = bytes[2] & 0x0F | 0x40
        bytes[4] = bytes[4] & 0x3F | 0x80
        let hex = Self.hex(bytes)
        let groups = [0..<4, 4..<8, 8..<12, 12..<24].map { range in
            String(hex.dropFirst(range.lowerBound).prefix(range.count))
        }
        return "\(key.text)-\(groups.joined(separator: "-"))"
    }

    /// Unpadded base64url of the environment's key and 28 bytes.
    func authRequestID(in session: Store.Session) throws -> String {
        let prefix = (0..<4).map { UInt8(truncatingIfNeeded: key.number >> (24 - 8 * $0)) }
        let bytes = prefix + (try secret(count: 28, for: "auth request", in: session))
        return Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// A version 4 UUID to look at.
    func uuid(in session: Store.Session) throws -> String {
        var bytes = try secret(count: 16, for: "uuid", in: session)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Self.hex(bytes)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            String(hex.dropFirst(range.lowerBound).prefix(range.count))
        }.joined(separator: "-")
    }

    /// Lower-case hex digits, two for each byte.
    func hex(bytes count: Int, for purpose: String, in session: Store.Session) throws -> String {
        Self.hex(try secret(count: count, for: purpose, in: session))
    }

    /// A number for things that a provider only counts: it grows by one.
    func serial(in session: Store.Session) throws -> Int64 { try WorldTable.draw(in: session) }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// The `state` of an authorization, or a code: the environment's key in front.
    func authorizationSecret(for purpose: String, in session: Store.Session) throws -> String {
        key.text + (try alphanumerics(32, for: purpose, in: session))
    }

    func alphanumerics(_ count: Int, for purpose: String, in session: Store.Session) throws -> String {
        let letters = try secret(count: count, for: purpose, in: session).map {
            Self.letters[Int($0) % Self.letters.count]
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    private func secret(count: Int, for purpose: String, in session: Store.Session) throws -> [UInt8] {
        let draw = try WorldTable.draw(in: session)
        var bytes: [UInt8] = []
        var block = 0
        while bytes.count < count {
            bytes += digest("\(purpose) \(block)", count: draw)
            block += 1
        }
        return Array(bytes.prefix(count))
    }

    private func digest(_ purpose: String, count: Int64) -> SHA256.Digest {
        SHA256.hash(data: Data("\(seed)\n\(clientID)\n\(purpose)\n\(count)".utf8))
    }
}

private func splitMix64(_ seed: UInt64) -> UInt64 {
    var value = seed &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
}
