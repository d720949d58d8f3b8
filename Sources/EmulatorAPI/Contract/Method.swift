/// One operation as the contract describes it.
package struct Method: Sendable {
    /// `scalekit.v1.connections.ConnectionService/ListConnections`
    package let fullName: String
    /// `scalekit.v1.connections.ConnectionService`
    package let service: String
    package let name: String
    package let input: MessageType
    package let output: MessageType
    /// The primary HTTP binding first, then the additional ones.
    package let bindings: [HTTPBinding]
    package let callers: CallerKinds
    /// What a dashboard user needs, for example `connected_accounts:read`. Client credentials have everything.
    package let permissions: [String]
    /// Marked `PREVIEW` by `google.api.method_visibility`: served, but not part of the vendor's public reference.
    package let isPreview: Bool
    package let clientStreaming: Bool
    package let serverStreaming: Bool

    /// Answered by REST with 201, as the vendor's public reference has it.
    package var isCreation: Bool { name.hasPrefix("Create") && !Self.answeredWith200.contains(name) }

    /// One may find what was there already, the other makes nothing that stays.
    private static let answeredWith200: Set<String> = ["CreateMcp", "CreateMcpSessionToken"]
}
