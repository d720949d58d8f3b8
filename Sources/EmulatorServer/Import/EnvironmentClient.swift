import AsyncHTTPClient
import EmulatorCore
import NIOCore
import NIOHTTP1
import NIOSSL

/// Asks a Scalekit environment over REST, with the patience that somebody else's server needs.
struct EnvironmentClient: Sendable {
    /// Tries of one request, the first included.
    static let tries = 5
    /// Seconds before the second try; doubled for each one after.
    static let firstPause = 1.0
    /// A server that wants a longer pause than this is not waited for.
    static let longestPause = 60.0
    /// A page of a thousand large tools.
    private static let largestAnswer = 256 * 1024 * 1024

    let access: EnvironmentAccess
    let http: HTTPClient
    let report: @Sendable (String) -> Void

    /// Runs `body` with a client that is shut down afterwards.
    static func with<Result: Sendable>(
        _ access: EnvironmentAccess, report: @escaping @Sendable (String) -> Void,
        _ body: (EnvironmentClient) async throws -> Result
    ) async throws -> Result {
        let http = HTTPClient(
            eventLoopGroupProvider: .shared(Emulator.eventLoops), configuration: try configuration(access))
        do {
            let result = try await body(EnvironmentClient(access: access, http: http, report: report))
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    private static func configuration(_ access: EnvironmentAccess) throws -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
        // The tries are counted here.
        configuration.connectionPool.retryConnectionEstablishment = false
        guard let file = access.certificateFile else { return configuration }
        var tls = TLSConfiguration.makeClientConfiguration()
        do {
            tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(file))]
        } catch {
            throw EmulatorError(
                .invalidArgument, "cannot read certificates from \(file)",
                hint: "--ca-file wants a file with PEM certificates.")
        }
        configuration.tlsConfiguration = tls
        return configuration
    }

    /// - Returns: the answer's body.
    /// - Throws: what the environment refuses, in its words; UNAVAILABLE when it stays out of reach.
    func send(_ request: HTTPClientRequest) async throws -> [UInt8] {
        var pause = Self.firstPause
        for attempt in 1... {
            let failure: Failure
            do {
                return try await once(request)
            } catch let error as Failure {
                failure = error
            }
            let wait = failure.pause ?? pause
            guard failure.mayPass, attempt < Self.tries, wait <= Self.longestPause else { throw failure.error }
            report("\(failure.error.message); trying again in \(Int(wait.rounded(.up))) s")
            try await Task.sleep(for: .seconds(wait))
            pause *= 2
        }
        throw EmulatorError(.internal, "nothing was tried")
    }

    private struct Failure: Error {
        var error: EmulatorError
        /// Whether another try may help.
        var mayPass: Bool
        /// Seconds that the server asks to wait.
        var pause: Double?
    }

    private func once(_ request: HTTPClientRequest) async throws -> [UInt8] {
        do {
            let response = try await http.execute(request, timeout: .seconds(Int64(access.timeout)))
            let body = try await response.body.collect(upTo: Self.largestAnswer)
            let bytes = Array(body.readableBytesView)
            guard response.status != .ok else { return bytes }
            throw refusal(response, bytes, url: request.url)
        } catch let failure as Failure {
            throw failure
        } catch {
            let translated = UpstreamFailures.translated(error, url: request.url)
            guard var translated = translated as? EmulatorError else { throw translated }
            let isUntrusted = error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError
            if isUntrusted { translated.hint = "--ca-file names the authority that vouches for it." }
            throw Failure(error: translated, mayPass: !isUntrusted)
        }
    }

    private func refusal(_ response: HTTPClientResponse, _ body: [UInt8], url: String) -> Failure {
        let status = Int(response.status.code)
        let said = JSONText.parse(body)
        let words = (said?["message"] ?? said?["error_description"] ?? said?["error"])?.string
        let path = url.dropFirst(access.url.count).prefix { $0 != "?" }
        let reason = words.map { ": \($0)" } ?? ""
        let error = EmulatorError(
            .unavailable, "\(access.url) answered \(path) with status \(status)\(reason)", hint: Self.hint(status))
        return Failure(
            error: error, mayPass: status == 429 || status >= 500 && status != 501,
            pause: response.headers.first(name: "retry-after").flatMap(Double.init))
    }

    private static func hint(_ status: Int) -> String? {
        switch status {
        case 401: "Are SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET those of this environment?"
        case 403: "The credential may not read this."
        case 404, 501: "Is SCALEKIT_ENV_URL the address of a Scalekit environment?"
        default: nil
        }
    }
}
