import ArgumentParser
import AsyncHTTPClient
import EmulatorCore
import EmulatorServer
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Which server and which of its environments a command is about.
struct ControlOptions: ParsableArguments {
    @Option(help: "Address of the server; without it the running one is looked up in the state folder.")
    var url: String?

    @Option(help: "The state folder the server was started with.")
    var stateDir: String?

    @Option(name: .customLong("client-id"), help: "Whose environment; without it the default client's.")
    var clientID: String?
}

/// Speaks to the control API of a running server.
struct ControlClient {
    private let origin: String
    private let clientID: String?
    private let token: String?

    init(_ options: ControlOptions) throws {
        clientID = options.clientID
        token = ControlToken.ofEnvironment
        if let url = options.url {
            origin = url.hasSuffix("/") ? String(url.dropLast()) : url
        } else {
            let state = try StateFolder(path: options.stateDir ?? StateFolder.standardPath())
            // In clear text, so that no certificate has to be trusted.
            origin = "http://localhost:\(try RunningServer.required(in: state).connection.port)"
        }
    }

    /// - Parameters:
    ///   - path: below `/_emulator/`.
    ///   - body: JSON.
    /// - Returns: the answer's body; null for an answer without one.
    /// - Throws: the server's own refusal, in its words.
    @discardableResult
    func send(_ method: HTTPMethod, _ path: String, query: [String: String] = [:], body: [UInt8]? = nil) async throws
        -> JSONValue
    {
        let response = try await execute(request(method, path, query: query, body: body), timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 64 * 1024 * 1024)
        return JSONText.parse(bytes.readableBytesView) ?? .null
    }

    /// The `data` of server-sent events, until the server ends them.
    func follow(_ path: String, query: [String: String], _ handle: (JSONValue) throws -> Void) async throws {
        let response = try await execute(request(.GET, path, query: query, body: nil), timeout: .hours(24 * 365))
        var rest: [UInt8] = []
        for try await piece in response.body {
            rest += piece.readableBytesView
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest.removeFirst(end + 1)
                guard line.hasPrefix("data: ") else { continue }
                try handle(JSONText.parse(line.dropFirst(6).utf8) ?? .null)
            }
        }
    }

    private func request(_ method: HTTPMethod, _ path: String, query: [String: String], body: [UInt8]?)
        -> HTTPClientRequest
    {
        var items = query
        items["client_id"] = clientID
        let text = items.sorted { $0.key < $1.key }.map { "\($0.percentEncoded)=\($1.percentEncoded)" }
        let url = "\(origin)/_emulator/\(path)" + (text.isEmpty ? "" : "?" + text.joined(separator: "&"))
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return request
    }

    private func execute(_ request: HTTPClientRequest, timeout: TimeAmount) async throws -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            response = try await HTTPClient.shared.execute(request, timeout: timeout)
        } catch {
            throw EmulatorError(.unavailable, "no emulator answers at \(origin)")
        }
        guard (200..<300).contains(response.status.code) else {
            let body = JSONText.parse(try await response.body.collect(upTo: 1 << 20).readableBytesView)
            let message = body?["message"]?.string ?? "\(origin) answered \(response.status.code)"
            throw EmulatorError(.failedPrecondition, message)
        }
        return response
    }
}
