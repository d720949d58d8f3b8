import AsyncHTTPClient
import EmulatorCore
import NIOCore
import NIOPosix

import struct Foundation.URLComponents

/// What can go wrong on the way to a provider, in words that help.
enum UpstreamFailures {
    static func translated(_ error: any Error, url: String) -> any Error {
        // The path and the query may carry what is nobody's business.
        let place = URLComponents(string: url).flatMap { parts in
            parts.host.map { host in parts.port.map { "\(host):\($0)" } ?? host }
        }
        let provider = place ?? "the provider"
        switch error {
        case is CancellationError: return error
        case let error as HTTPClientError where error == .cancelled: return CancellationError()
        case let error as EmulatorError: return error
        case let error as HTTPClientError where isTimeout(error):
            return EmulatorError(
                .deadlineExceeded, "\(provider) did not answer in time", errorCode: "UPSTREAM_TIMEOUT")
        case is StreamTooLong: return error
        default:
            return EmulatorError(
                .unavailable, "\(provider) cannot be reached: \(reason(error))", errorCode: "UPSTREAM_UNREACHABLE",
                hint: "Is it running, and is the connection's URL right?")
        }
    }

    private static func isTimeout(_ error: HTTPClientError) -> Bool {
        [
            .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout,
            .getConnectionFromPoolTimeout,
        ].contains(error)
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { "\($0.error)" } ?? "its name cannot be resolved"
        case let error as HTTPClientError: error.shortDescription
        default: "\(error)"
        }
    }
}
