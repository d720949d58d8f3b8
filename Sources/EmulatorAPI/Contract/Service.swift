/// A gRPC service of the contract, the ones for health and reflection included.
package struct Service: Sendable {
    /// `scalekit.v1.connections.ConnectionService`
    package let name: String
    package let methods: [Method]
}
