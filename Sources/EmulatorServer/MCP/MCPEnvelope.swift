import EmulatorCore
import Foundation
import HTTPTypes

/// What a 2026-07-28 request says about itself, in its headers and again in its body. Both must agree, because what
/// stands between client and server reads the headers only.
enum MCPEnvelope {
    static let version = HTTPField.Name("mcp-protocol-version")!  // A literal that is a valid name.
    static let method = HTTPField.Name("mcp-method")!  // A literal that is a valid name.
    static let name = HTTPField.Name("mcp-name")!  // A literal that is a valid name.

    private static let versionKey = "io.modelcontextprotocol/protocolVersion"
    private static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"

    /// Whether a request has any part of the envelope, which no older revision knows.
    static func isPresent(in request: RPCRequest) -> Bool { request.meta?[versionKey] != nil }

    /// - Throws: `RPCError`. The order is the official server's: what is missing, what does not agree, what is not
    ///   spoken here.
    static func check(_ request: RPCRequest, _ head: RequestHead) throws {
        try requireSingle(head)
        guard let meta = request.meta else {
            try requireSpoken(head[version] ?? "")
            throw RPCError(
                .invalidParams, "params._meta must be an object with \(versionKey) and \(capabilitiesKey)")
        }
        let missing = [versionKey, capabilitiesKey].filter { meta[$0] == nil }
        guard missing.isEmpty else {
            throw RPCError(.invalidParams, "params._meta has no \(missing.joined(separator: " and no "))")
        }
        guard let said = head[version], meta[versionKey] == .string(said) else {
            throw mismatch("mcp-protocol-version", "the version in params._meta")
        }
        guard head[method] == request.method else { throw mismatch("mcp-method", "the method of the body") }
        if let parameter = MCPMethod(rawValue: request.method)?.namedParameter,
            let value = request.params[parameter]?.string, head[name].flatMap(decoded) != value
        {
            throw mismatch("mcp-name", "params.\(parameter)")
        }
        guard case .object? = meta[capabilitiesKey] else {
            throw RPCError(.invalidParams, "params._meta: \(capabilitiesKey) must be an object")
        }
        try requireSpoken(said)
    }

    /// - Throws: `RPCError` for everything but the revisions without a handshake.
    static func requireSpoken(_ requested: String) throws {
        if let revision = MCPRevision(rawValue: requested), !revision.hasHandshake { return }
        throw RPCError(
            .unsupportedProtocolVersion, "Unsupported protocol version",
            data: ["supported": MCPRevision.names, "requested": .string(requested)])
    }

    private static func mismatch(_ header: String, _ other: String) -> RPCError {
        RPCError(.headerMismatch, "the \(header) header and \(other) must be the same")
    }

    private static func requireSingle(_ head: RequestHead) throws {
        for name in [version, method, name] where head.count(of: name) > 1 {
            throw RPCError(.headerMismatch, "the \(name.canonicalName) header is there more than once")
        }
    }

    /// Values that do not fit into a header are sent as `=?base64?…?=`.
    static func decoded(_ value: String) -> String? {
        guard value.hasPrefix("=?base64?"), value.hasSuffix("?="), value.count >= 11 else { return value }
        let payload = String(value.dropFirst(9).dropLast(2))
        guard let data = Data(base64Encoded: payload), data.base64EncodedString() == payload else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
