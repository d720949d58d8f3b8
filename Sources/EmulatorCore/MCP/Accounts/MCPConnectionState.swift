/// How one user stands with one connection of an MCP server.
package struct MCPConnectionState: Sendable {
    package var connection: Connection
    /// The account that tools of this connection run as; nil when there is none.
    package var account: ConnectedAccount?
    /// Nil unless it was asked for, and for a connection that cannot be used.
    package var link: MagicLink?
}
