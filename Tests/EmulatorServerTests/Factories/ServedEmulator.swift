import AsyncHTTPClient
import EmulatorCore
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

@testable import EmulatorServer

/// An emulator that runs in a test which needs to look inside.
struct ServedEmulator: Sendable {
    let emulator: Emulator

    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var json: JSONValue
    }

    func control(_ path: String) async throws -> Answer { try await control(.GET, path) }

    /// One request to the control API, in clear text.
    /// - Parameter body: sent as JSON, unless a header says otherwise.
    func control(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://localhost:\(emulator.connection.port)/_emulator/\(path)")
        request.method = method
        if let body {
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
            request.headers.add(name: "content-type", value: "application/json")
        }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let bytes = Data((try await response.body.collect(upTo: 1 << 22)).readableBytesView)
        return Answer(
            status: Int(response.status.code), headers: response.headers,
            json: (try? JSONDecoder().decode(JSONValue.self, from: bytes)) ?? .null)
    }
}

func withServedEmulator(
    _ change: (inout EmulatorConfiguration) -> Void = { _ in },
    _ body: @Sendable (ServedEmulator) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "scalekit-emulator-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = EmulatorConfiguration()
    configuration.port = 0
    configuration.stateDirectory = folder.path
    change(&configuration)
    var logger = Logger(label: "scalekit-emulator")
    logger.logLevel = .critical
    let emulator = try await Emulator(configuration: configuration, logger: logger)
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [emulator], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        do { try await body(ServedEmulator(emulator: emulator)) } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}
