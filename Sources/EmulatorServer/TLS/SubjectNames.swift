import EmulatorCore
import SwiftASN1
import X509

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The names a certificate is good for: the loopback ones always, and those given with `--tls-name`.
struct SubjectNames {
    private let names: [GeneralName]

    init(extra: [String]) throws {
        var names: [GeneralName] = [.dnsName("localhost"), .dnsName("*.localhost")]
        for text in ["127.0.0.1", "::1"] + extra {
            let name = try Self.name(text)
            if !names.contains(name) { names.append(name) }
        }
        self.names = names
    }

    var `extension`: SubjectAlternativeNames { SubjectAlternativeNames(names) }

    func areCovered(by certificate: Certificate) -> Bool {
        guard let present = try? certificate.extensions.subjectAlternativeNames else { return false }
        return names.allSatisfy { present.contains($0) }
    }

    private static func name(_ text: String) throws -> GeneralName {
        if let bytes = addressBytes(text) {
            return .ipAddress(ASN1OctetString(contentBytes: ArraySlice(bytes)))
        }
        let isName = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._*".contains($0)) }
        guard isName, !text.isEmpty else {
            throw EmulatorError(
                .invalidArgument, "--tls-name \(text) is neither a host name nor an IP address")
        }
        return .dnsName(text.lowercased())
    }
}

/// An address in network byte order: 4 bytes for IPv4, 16 for IPv6; nil when the text is none.
private func addressBytes(_ text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
        var bytes = [UInt8](repeating: 0, count: count)
        if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
}
