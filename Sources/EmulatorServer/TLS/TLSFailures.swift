import Logging
import NIOSSL

/// Explains the TLS failure that everybody meets first: a client that does not trust the development CA.
struct TLSFailures: Sendable {
    let bundlePath: String
    let logger: Logger

    func report(_ error: any Error) {
        let text = "\(error)"
        let isDistrust = ["UNKNOWN_CA", "CERTIFICATE_UNKNOWN", "BAD_CERTIFICATE"].contains { text.contains($0) }
        guard isDistrust else {
            logger.debug("TLS connection failed", metadata: ["error": "\(text)"])
            return
        }
        logger.warning(
            """
            a TLS client does not trust this server's certificate. Python: set GRPC_DEFAULT_SSL_ROOTS_FILE_PATH and \
            REQUESTS_CA_BUNDLE to \(bundlePath). Node: NODE_EXTRA_CA_CERTS. Go and curl: SSL_CERT_FILE, \
            CURL_CA_BUNDLE. `scalekit-emulator env` prints them all.
            """)
    }
}
