import EmulatorCore
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle

/// The one port: accepts connections on every address of a host, and drains them when asked to stop.
///
/// A host name such as `localhost` has two addresses and so two sockets on one port number. A machine without
/// IPv6 gets along with one.
struct Listener: Service {
    /// The sockets that are open. The helpers are only used on event loops.
    struct Bound: @unchecked Sendable {
        var port: Int
        fileprivate var channels: [any Channel]
        fileprivate var quiescing: [ServerQuiescingHelper]
    }

    let bound: Bound
    private let group: any EventLoopGroup
    private let drainTimeout: TimeAmount
    private let logger: Logger

    /// Binds at once, so that a taken port is known before anything is announced.
    /// - Parameter port: 0 picks a free one, the same for every address.
    init(
        host: String, port: Int, pipeline: ConnectionPipeline, group: any EventLoopGroup, logger: Logger
    ) async throws {
        self.group = group
        self.logger = logger
        drainTimeout = pipeline.limits.drainTimeout
        let addresses = host == "localhost" ? ["127.0.0.1", "::1"] : [host]
        bound = try await Self.bind(addresses, port: port, pipeline: pipeline, group: group)
    }

    func run() async throws {
        try? await gracefulShutdown()
        await drain()
        logger.debug("listener closed")
    }

    /// Stops accepting at once, lets running calls finish for a while, then closes what is left.
    private func drain() async {
        let loop = group.next()
        let drained = bound.quiescing.map { helper in
            let promise = loop.makePromise(of: Void.self)
            helper.initiateShutdown(promise: promise)
            return promise.futureResult
        }
        let everything = EventLoopFuture.andAllComplete(drained, on: loop)
        let done = loop.makePromise(of: Void.self)
        let timer = loop.scheduleTask(in: drainTimeout) { done.succeed() }
        everything.whenComplete { _ in
            timer.cancel()
            done.succeed()
        }
        try? await done.futureResult.get()
    }

    private static func bind(
        _ addresses: [String], port: Int, pipeline: ConnectionPipeline, group: any EventLoopGroup
    ) async throws -> Bound {
        // A port picked for the first address may be taken on the second: pick again, a few times.
        var attempts = port == 0 ? 20 : 1
        while true {
            attempts -= 1
            var bound = Bound(port: port, channels: [], quiescing: [])
            do {
                for address in addresses {
                    try await add(address, to: &bound, pipeline: pipeline, group: group)
                }
                guard !bound.channels.isEmpty else { throw noAddress(addresses) }
                return bound
            } catch {
                for channel in bound.channels { try? await channel.close() }
                guard attempts > 0 else { throw explained(error, port: port) }
            }
        }
    }

    private static func add(
        _ address: String, to bound: inout Bound, pipeline: ConnectionPipeline, group: any EventLoopGroup
    ) async throws {
        let quiescing = ServerQuiescingHelper(group: group)
        do {
            let channel = try await bootstrap(pipeline, quiescing: quiescing, group: group)
                .bind(host: address, port: bound.port).get()
            bound.port = channel.localAddress?.port ?? bound.port
            bound.channels.append(channel)
            bound.quiescing.append(quiescing)
        } catch let error as IOError where address == "::1" && !bound.channels.isEmpty && error.meansNoIPv6 {
            return
        }
    }

    private static func bootstrap(
        _ pipeline: ConnectionPipeline, quiescing: ServerQuiescingHelper, group: any EventLoopGroup
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: channel))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try pipeline.begin(channel) }
            }
    }

    private static func noAddress(_ addresses: [String]) -> EmulatorError {
        EmulatorError(.unavailable, "none of \(addresses.joined(separator: ", ")) can be listened on")
    }

    private static func explained(_ error: any Error, port: Int) -> any Error {
        guard let error = error as? IOError else { return error }
        switch error.errnoCode {
        case EADDRINUSE:
            return EmulatorError(
                .unavailable, "port \(port) is taken by another process",
                hint: "Stop it, or choose another port with --port (0 picks a free one).")
        case EACCES:
            return EmulatorError(
                .permissionDenied, "port \(port) may not be used by this user",
                hint: "Choose a port above 1023 with --port.")
        default:
            return error
        }
    }
}

extension IOError {
    fileprivate var meansNoIPv6: Bool {
        errnoCode == EADDRNOTAVAIL || errnoCode == EAFNOSUPPORT || errnoCode == EPROTONOSUPPORT
    }
}
