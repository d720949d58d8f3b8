import AsyncHTTPClient
import EmulatorTesting
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// The whole emulator inside a test, as `EmulatorTesting` gives it to others.
struct EmulatorTests {
    private func get(_ url: String) async throws -> (status: UInt, body: String) {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
        return (response.status.code, String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    private func clear(_ emulator: RunningEmulator) -> String { "http://localhost:\(emulator.port)" }

    @Test func `answers when it says it is ready`() async throws {
        try await withEmulator { emulator in
            let health = try await get(clear(emulator) + "/_emulator/health")
            #expect(health.status == 200)
            #expect(health.body.contains(#""environments":1"#))
        }
    }

    @Test func `gives a token and lists through it`() async throws {
        try await withEmulator { emulator in
            var request = HTTPClientRequest(url: clear(emulator) + "/oauth/token")
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            let form =
                "grant_type=client_credentials&client_id=\(emulator.clientID)&client_secret=\(emulator.clientSecret)"
            request.body = .bytes(ByteBuffer(string: form))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            let answer = Data((try await response.body.collect(upTo: 1 << 20)).readableBytesView)
            let token = try #require(
                (try JSONSerialization.jsonObject(with: answer) as? [String: Any])?["access_token"] as? String)

            var list = HTTPClientRequest(url: clear(emulator) + "/api/v1/connected_accounts")
            list.headers.add(name: "authorization", value: "Bearer \(token)")
            let listed = try await HTTPClient.shared.execute(list, timeout: .seconds(10))
            #expect(listed.status == .ok)
            let body = String(buffer: try await listed.body.collect(upTo: 1 << 20))
            #expect(body.contains(#""total_size":0"#))
        }
    }

    @Test func `tells paths it never heard of from operations it does not serve`() async throws {
        try await withEmulator { emulator in
            let expected: [(path: String, status: UInt)] = [
                ("/api/v1/nothing", 404), ("/api/v1/organizations", 501),
                ("/api/v1/connected_accounts:delete", 405), ("/api/v1/connected_accounts", 401),
            ]
            for (path, status) in expected {
                let answer = try await get(clear(emulator) + path)
                #expect(answer.status == status, "\(path)")
            }
        }
    }

    @Test func `shows no secret on a page`() async throws {
        try await withEmulator { emulator in
            let page = try await get(clear(emulator) + "/")
            #expect(page.status == 200)
            #expect(page.body.contains(emulator.clientID))
            #expect(!page.body.contains(emulator.clientSecret))
        }
    }

    @Test func `two emulators at once share nothing but the machine`() async throws {
        try await withEmulator { first in
            try await withEmulator { second in
                #expect(first.port != second.port)
                let health = try await get(clear(second) + "/_emulator/health")
                #expect(health.status == 200)
            }
        }
    }
}
