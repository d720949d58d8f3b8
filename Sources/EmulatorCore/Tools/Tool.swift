import Crypto

package import struct Foundation.Date

/// Something an agent can do at a provider: what it takes, what it sends, what it answers.
package struct Tool: Sendable, Equatable {
    package var id: ToolID
    /// `<slug>_<object>_<verb>`, unique in its environment but for versions.
    package var name: String
    package var providerKey: String
    package var displayName: String
    package var description: String
    package var category: String
    package var annotations: Annotations
    package var schemaVersion = Tool.firstVersion
    package var toolVersion = Tool.firstVersion
    /// Whether the tool takes the parameters `schema_version` and `tool_version`.
    package var takesVersions = false
    package var inputSchema: JSONSchema
    /// Nil when nothing is known of the answer.
    package var outputSchema: JSONValue?
    /// Nil when the provider has no REST call behind the tool.
    package var request: ToolRequest?
    /// Where it was read from, for a tool of an MCP server.
    package var remote: RemoteOrigin?
    /// What answers when nobody else does.
    package var example: Example?
    package var metadata: [String: JSONValue] = [:]
    package var tags: [String] = []
    /// Whether this is the version that is meant when none is named.
    package var isDefault = true
    /// Nil for tools of the catalogue.
    package var updatedAt: Date?
    /// As it was registered; nil for tools of the catalogue, whose definition follows from the rest.
    package var registeredDefinition: [String: JSONValue]?
    /// The tool on the wire but for `isDefault`; nil for tools that were registered, which are few and change.
    package var wire: Remembered<[UInt8]>?

    package static let firstVersion = "1"

    package struct Annotations: Sendable, Equatable {
        package var isReadOnly = false
        package var isDestructive = false
        package var isIdempotent = false
        package var isOpenWorld = false
    }

    /// An MCP server's tool: the connection over which it was read, and its name there.
    package struct RemoteOrigin: Sendable, Equatable {
        package var connection: ConnectionID
        package var name: String
    }

    package struct Example: Sendable, Equatable {
        package var status: Int
        /// Null for no body.
        package var body: JSONTemplate
    }
}

/// `tol_` and digits. Those of the catalogue follow from the name, so they are the same in every environment.
package struct ToolID: Sendable, Hashable, NumberedID {
    package static let prefix = "tol_"
    package var number: Int64
    package init(number: Int64) { self.number = number }

    /// The id of a tool of the catalogue, below every number that an environment gives out.
    init(catalogueName name: String) {
        let digest = SHA256.hash(data: Array("tool \(name)".utf8))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(number: Int64(10_000_000_000_000_000 + number % 90_000_000_000_000_000))
    }
}
