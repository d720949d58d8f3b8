import EmulatorCore
import NIOHTTP1
import Testing

@testable import EmulatorServer

/// The control API's own document, compared with what the server really serves.
struct ControlDocumentTests {
    /// Addresses under `/_emulator` that are parts of pages.
    private static let pageParts: Set = ["GET /_emulator/pages.css"]

    @Test func `describes every control route that the router has, and no other`() async throws {
        try await withServedEmulator { served in
            let document = try await served.control("openapi.json").json
            let described = (document["paths"]?.object ?? [:]).flatMap { path, item in
                (item.object ?? [:]).keys.map { "\($0.uppercased()) \(path)" }
            }
            let routed = served.emulator.web.verbs.filter { $0.key.hasPrefix("/_emulator/") }.flatMap { path, verbs in
                verbs.filter { $0 != "HEAD" }.map { "\($0) \(path)" }
            }
            #expect(Set(described) == Set(routed).subtracting(Self.pageParts))
            #expect(described.contains("POST /_emulator/clock"))
        }
    }

    @Test func `says of every route what it does, what comes back and how it fails`() async throws {
        try await withServedEmulator { served in
            let document = try await served.control("openapi.json").json
            var ids: [String] = []
            for (path, item) in document["paths"]?.object ?? [:] {
                for (verb, operation) in item.object ?? [:] {
                    #expect(operation["summary"]?.string?.isEmpty == false, "\(verb) \(path)")
                    let answers = operation["responses"]?.object ?? [:]
                    #expect(answers.keys.contains { $0.hasPrefix("2") }, "\(verb) \(path)")
                    #expect(answers["400"] != nil, "\(verb) \(path)")
                    ids.append(operation["operationId"]?.string ?? "")
                }
            }
            #expect(Set(ids).count == ids.count && !ids.contains(""))
        }
    }

    @Test func `refuses by name what the document does not name`() async throws {
        try await withServedEmulator { served in
            let query = try await served.control("clock?client=x")
            #expect(query.status == 400 && query.json["message"]?.string?.contains("client") == true)
            let body = try await served.control(.POST, "clock", ["advanced": "1h"])
            #expect(body.status == 400)
            #expect(body.json["message"]?.string?.contains("did you mean advance?") == true)
            let typed = try await served.control(.POST, "grants", ["id": 7, "revoked": true])
            #expect(typed.status == 400 && typed.json["message"]?.string?.contains("id") == true)
        }
    }
}
