import Logging
import NIOSSL
import Synchronization

/// Explains the TLS failure that everybody meets first: a client that does not trust the development CA.
final class TLSFailures: Sendable {
    private let bundlePath: String
    private let logger: Logger
    private let lastHint = Mutex<ContinuousClock.Instant?>(nil)

    init(bundlePath: String, logger: Logger) {
        self.bundlePath = bundlePath
        self.logger = logger
    }

    func report(_ error: any Error) {
        let text = "\(error)"
        logger.debug("TLS connection failed", metadata: ["error": "\(text)"])
        if Self.alerts.contains(where: text.contains) {
            hint("a TLS client does not trust this server's certificate")
        } else if text.contains("EOF during handshake") {
            // gRPC clients just hang up; so does whoever only knocks.
            hint("a TLS client gave up during the handshake, perhaps because it does not trust the certificate")
        }
    }

    /// A client's alert, by name. OpenSSL sends it in clear in TLS 1.3, which BoringSSL reports as a broken record.
    private static let alerts = [
        "UNKNOWN_CA", "CERTIFICATE_UNKNOWN", "BAD_CERTIFICATE", "DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
        "BAD_PACKET_LENGTH",
    ]

    /// At most every ten seconds, because SDKs retry.
    private func hint(_ what: String) {
        let now = ContinuousClock.now
        let isDue = lastHint.withLock { last in
            if let last, now - last < .seconds(10) { return false }
            last = now
            return true
        }
        guard isDue else { return }
        logger.warning(
            """
            \(what). Python: set GRPC_DEFAULT_SSL_ROOTS_FILE_PATH and REQUESTS_CA_BUNDLE to \(bundlePath). Node: \
            NODE_EXTRA_CA_CERTS. Go and curl: SSL_CERT_FILE. `scalekit-emulator env` prints them all.
            """)
    }
}
