package import struct Foundation.Date

/// One user's own URL of a config. Whoever has the URL is that user.
package struct MCPInstance: Sendable, Equatable {
    package var id: MCPInstanceID
    /// The last segment of the URL; it carries its environment's key.
    package var secret: String
    package var name: String
    package var userIdentifier: String
    package var config: MCPConfig
    package var createdAt: Date
    package var updatedAt: Date
    /// Nil until a tool was called.
    package var lastUsedAt: Date?

    package var server: MCPServerID { .instance(secret) }
}

/// `inst_` and digits.
package struct MCPInstanceID: Sendable, Hashable, NumberedID {
    package static let prefix = "inst_"
    package var number: Int64
    package init(number: Int64) { self.number = number }
}

/// Which instances a caller wants to see; what is empty demands nothing.
package struct MCPInstanceFilter: Sendable {
    package var id = ""
    /// Exact.
    package var name = ""
    package var configName = ""
    package var userIdentifier = ""
    /// A part of the name or the user's identifier, whatever its case.
    package var search = ""

    package init() {}
}
