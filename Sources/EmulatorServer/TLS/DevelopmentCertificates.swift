import Crypto
import EmulatorCore
import FoundationEssentials
import SwiftASN1
import X509

/// The development CA and the certificate it issues for this server.
///
/// The CA is made once and kept, so that a client that was told to trust it keeps doing so. Newer Pythons check
/// strictly, so both carry key identifiers and critical constraints.
struct DevelopmentCertificates: Sendable {
    static let authorityFile = "ca.pem"
    static let authorityKeyFile = "ca-key.pem"
    static let leafFile = "server.pem"
    static let leafKeyFile = "server-key.pem"

    /// Renewed when less than this is left, in seconds.
    static let renewalMargin: TimeInterval = 30 * 86_400
    /// Below the 825 days that some clients enforce for leaves.
    static let leafLifetime: TimeInterval = 397 * 86_400
    static let authorityLifetime: TimeInterval = 3650 * 86_400

    /// PEM texts.
    var authority: String
    var leaf: String
    var leafKey: String

    /// Reads both from the folder, and makes or renews what is missing, unreadable, expiring or lacks a name.
    /// - Parameter names: DNS names and IP addresses besides the loopback ones.
    static func prepare(in state: StateFolder, names: [String], now: Date = Date()) throws -> DevelopmentCertificates {
        try state.locked {
            let (authority, key) = try readAuthority(in: state, now: now)
            let wanted = try SubjectNames(extra: names)
            if let leaf = state.read(leafFile), let leafKey = state.read(leafKeyFile),
                isUsable(leaf, key: leafKey, issuedBy: authority, for: wanted, now: now)
            {
                return DevelopmentCertificates(authority: try authority.pem, leaf: leaf, leafKey: leafKey)
            }
            let made = try issueLeaf(authority: authority, key: key, names: wanted, now: now)
            try state.write(made.key, to: leafKeyFile, ownerOnly: true)
            try state.write(made.certificate, to: leafFile, ownerOnly: false)
            return DevelopmentCertificates(
                authority: try authority.pem, leaf: made.certificate, leafKey: made.key)
        }
    }

    private static func readAuthority(
        in state: StateFolder, now: Date
    ) throws -> (Certificate, Certificate.PrivateKey) {
        if let pem = state.read(authorityFile), let keyPEM = state.read(authorityKeyFile),
            let certificate = try? Certificate(pemEncoded: pem),
            let key = try? Certificate.PrivateKey(pemEncoded: keyPEM),
            certificate.publicKey == key.publicKey,
            certificate.notValidAfter.timeIntervalSince(now) > renewalMargin
        {
            return (certificate, key)
        }
        let key = P256.Signing.PrivateKey()
        let certificate = try makeAuthority(key: Certificate.PrivateKey(key), now: now)
        try state.write(key.pemRepresentation, to: authorityKeyFile, ownerOnly: true)
        try state.write(try certificate.pem, to: authorityFile, ownerOnly: false)
        return (certificate, Certificate.PrivateKey(key))
    }

    private static func makeAuthority(key: Certificate.PrivateKey, now: Date) throws -> Certificate {
        let name = try DistinguishedName {
            OrganizationName("scalekit-emulator")
            CommonName("scalekit-emulator development CA")
        }
        let identifier = keyIdentifier(of: key.publicKey)
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-86_400), notValidAfter: now.addingTimeInterval(authorityLifetime),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(keyIdentifier: identifier)
                AuthorityKeyIdentifier(keyIdentifier: identifier)
            },
            issuerPrivateKey: key)
    }

    private static func issueLeaf(
        authority: Certificate, key: Certificate.PrivateKey, names: SubjectNames, now: Date
    ) throws -> (certificate: String, key: String) {
        let leafKey = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(leafKey.publicKey)
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: now.addingTimeInterval(-86_400), notValidAfter: now.addingTimeInterval(leafLifetime),
            issuer: authority.subject,
            subject: try DistinguishedName { CommonName("localhost") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                names.extension
                SubjectKeyIdentifier(keyIdentifier: keyIdentifier(of: publicKey))
                AuthorityKeyIdentifier(keyIdentifier: keyIdentifier(of: key.publicKey))
            },
            issuerPrivateKey: key)
        return (try certificate.pem, leafKey.pemRepresentation)
    }

    private static func isUsable(
        _ pem: String, key: String, issuedBy authority: Certificate, for names: SubjectNames, now: Date
    ) -> Bool {
        guard let leaf = try? Certificate(pemEncoded: pem),
            let key = try? Certificate.PrivateKey(pemEncoded: key), key.publicKey == leaf.publicKey
        else { return false }
        return leaf.notValidAfter.timeIntervalSince(now) > renewalMargin
            && authority.publicKey.isValidSignature(leaf.signature, for: leaf)
            && names.areCovered(by: leaf)
    }

    private static func keyIdentifier(of key: Certificate.PublicKey) -> ArraySlice<UInt8> {
        ArraySlice(Insecure.SHA1.hash(data: key.subjectPublicKeyInfoBytes))
    }
}

extension Certificate {
    fileprivate var pem: String { get throws { try serializeAsPEM().pemString + "\n" } }
}
