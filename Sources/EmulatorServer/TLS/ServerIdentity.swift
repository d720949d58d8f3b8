import Crypto
import EmulatorCore
import FoundationEssentials
import NIOSSL

/// The certificate this server shows, and what clients must trust to accept it.
struct ServerIdentity: Sendable {
    static let bundleFile = "ca-bundle.pem"

    let context: NIOSSLContext
    /// PEM of the CA to trust: ours, or the given certificate chain's own.
    let authority: String
    /// File with `authority` only.
    let authorityPath: String
    /// File with the system's roots and `authority`, because the variables that SDKs read replace the roots.
    let bundlePath: String

    /// - Parameters:
    ///   - certificatePath: PEM chain, leaf first, given with `--tls-cert`; nil for the development CA's.
    ///   - keyPath: PEM private key, given with `--tls-key`.
    init(state: StateFolder, names: [String], certificatePath: String?, keyPath: String?) throws {
        switch (certificatePath, keyPath) {
        case (nil, nil):
            let made = try DevelopmentCertificates.prepare(in: state, names: names)
            authority = made.authority
            authorityPath = state.path(of: DevelopmentCertificates.authorityFile)
            context = try Self.context(
                chain: try NIOSSLCertificate.fromPEMBytes(Array(made.leaf.utf8)),
                key: try NIOSSLPrivateKey(bytes: Array(made.leafKey.utf8), format: .pem))
        case (let certificate?, let key?):
            guard let pem = try? String(contentsOfFile: certificate, encoding: .utf8) else {
                throw EmulatorError(.failedPrecondition, "cannot read --tls-cert \(certificate)")
            }
            authority = pem
            authorityPath = certificate
            context = try Self.given(certificate: certificate, key: key)
        default:
            throw EmulatorError(.invalidArgument, "--tls-cert and --tls-key go together: give both or neither")
        }
        // Servers with different certificates may share a folder, so only the development CA has the plain name.
        let bundle = certificatePath == nil ? Self.bundleFile : "ca-bundle-\(Self.fingerprint(of: authority)).pem"
        bundlePath = state.path(of: bundle)
        try Self.writeBundle(bundle, authority: authority, to: state)
    }

    private static func given(certificate: String, key: String) throws -> NIOSSLContext {
        do {
            return try context(
                chain: try NIOSSLCertificate.fromPEMFile(certificate),
                key: try NIOSSLPrivateKey(file: key, format: .pem))
        } catch {
            throw EmulatorError(
                .failedPrecondition, "--tls-cert \(certificate) and --tls-key \(key) are not a PEM pair: \(error)")
        }
    }

    private static func context(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.applicationProtocols = ["h2", "http/1.1"]
        configuration.minimumTLSVersion = .tlsv12
        return try NIOSSLContext(configuration: configuration)
    }

    private static func writeBundle(_ name: String, authority: String, to state: StateFolder) throws {
        let bundle = systemRoots() + "\n" + authority
        try state.locked {
            guard state.read(name) != bundle else { return }
            try state.write(bundle, to: name, ownerOnly: false)
        }
    }

    private static func fingerprint(of pem: String) -> String {
        SHA256.hash(data: Data(pem.utf8)).prefix(6).map { String($0, radix: 16) }.joined()
    }

    /// The system's roots as PEM, from where Debian, Fedora, Alpine, macOS and others keep them.
    private static func systemRoots() -> String {
        let places = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
            "/etc/ssl/ca-bundle.pem",
        ]
        return places.lazy.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }.first ?? ""
    }
}
