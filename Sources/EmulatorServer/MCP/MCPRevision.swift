import EmulatorCore

/// The revisions of the protocol that are spoken here, oldest first. What differs between them is said here and
/// nowhere else. Facts: the `mcp` package 2.3.0 from PyPI.
enum MCPRevision: String, Sendable, CaseIterable {
    case v2025_03_26 = "2025-03-26"
    case v2025_06_18 = "2025-06-18"
    case v2025_11_25 = "2025-11-25"
    case v2026_07_28 = "2026-07-28"

    /// What a client gets that asks `initialize` for a revision that is not spoken here.
    static let newestWithHandshake = v2025_11_25

    static var names: JSONValue { .array(allCases.map { .string($0.rawValue) }) }

    /// Begins with `initialize` and has sessions. The others have neither: every request says everything itself.
    var hasHandshake: Bool { self != .v2026_07_28 }
    /// Several messages in one body; removed in 2025-06-18.
    var hasBatches: Bool { self == .v2025_03_26 }
    /// `structuredContent` and `outputSchema`.
    var hasStructuredContent: Bool { self >= .v2025_06_18 }
    /// `title` of a tool and of the server, apart from its name.
    var hasTitles: Bool { self >= .v2025_06_18 }
    /// `description` of the server.
    var hasServerDescription: Bool { self >= .v2025_11_25 }
    /// `ttlMs` and `cacheScope`.
    var hasCachingHints: Bool { self >= .v2026_07_28 }
}

extension MCPRevision: Comparable {
    /// The names are dates.
    static func < (one: MCPRevision, other: MCPRevision) -> Bool { one.rawValue < other.rawValue }
}
