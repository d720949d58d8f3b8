import EmulatorCore
import Foundation
import SwiftASN1
import Testing
import X509

@testable import EmulatorServer

struct DevelopmentCertificatesTests {
    private func withState<Result>(_ body: (StateFolder) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(try StateFolder(path: folder))
    }

    @Test func `keeps both while they are good`() throws {
        try withState { state in
            let first = try DevelopmentCertificates.prepare(in: state, names: [])
            let second = try DevelopmentCertificates.prepare(in: state, names: [])
            #expect(first.authority == second.authority)
            #expect(first.leaf == second.leaf)
        }
    }

    @Test func `issues a new leaf from the same CA for another name`() throws {
        try withState { state in
            let first = try DevelopmentCertificates.prepare(in: state, names: [])
            let second = try DevelopmentCertificates.prepare(in: state, names: ["emulator", "10.1.2.3"])
            #expect(first.authority == second.authority)
            #expect(first.leaf != second.leaf)
            let names = try #require(try Certificate(pemEncoded: second.leaf).extensions.subjectAlternativeNames)
            #expect(names.contains(.dnsName("emulator")))
            #expect(names.contains(.dnsName("*.localhost")))
        }
    }

    @Test func `renews the leaf before it expires, and the CA before that`() throws {
        try withState { state in
            let first = try DevelopmentCertificates.prepare(in: state, names: [])
            let soon = Date().addingTimeInterval(DevelopmentCertificates.leafLifetime - 86_400)
            let second = try DevelopmentCertificates.prepare(in: state, names: [], now: soon)
            #expect(second.authority == first.authority)
            #expect(second.leaf != first.leaf)
            let late = Date().addingTimeInterval(DevelopmentCertificates.authorityLifetime - 86_400)
            let third = try DevelopmentCertificates.prepare(in: state, names: [], now: late)
            #expect(third.authority != first.authority)
        }
    }

    @Test func `makes unreadable files anew`() throws {
        try withState { state in
            let first = try DevelopmentCertificates.prepare(in: state, names: [])
            try state.write("not a certificate", to: DevelopmentCertificates.leafFile, ownerOnly: false)
            let second = try DevelopmentCertificates.prepare(in: state, names: [])
            #expect(second.authority == first.authority)
            let leaf = try Certificate(pemEncoded: second.leaf)
            let authority = try Certificate(pemEncoded: first.authority)
            #expect(leaf.issuer == authority.subject)
        }
    }

    @Test func `lets only the owner read private keys`() throws {
        try withState { state in
            _ = try DevelopmentCertificates.prepare(in: state, names: [])
            for file in [DevelopmentCertificates.authorityKeyFile, DevelopmentCertificates.leafKeyFile] {
                let attributes = try FileManager.default.attributesOfItem(atPath: state.path(of: file))
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test(arguments: ["bad name", "", "ex ample", "name/"])
    func `refuses what is no name`(name: String) throws {
        try withState { state in
            _ = #expect(throws: EmulatorError.self) { try DevelopmentCertificates.prepare(in: state, names: [name]) }
        }
    }
}
