import EmulatorCore
import Synchronization
import Testing

@testable import EmulatorServer

struct OpenSessionsTests {
    private let ada = OpenSessions.Owner(server: .config("a"), identifier: "ada")

    private func sessions(_ change: (inout MCPLimits) -> Void = { _ in }) -> OpenSessions {
        var limits = MCPLimits()
        change(&limits)
        return OpenSessions(limits: limits)
    }

    @Test func `a session is there for its owner only`() throws {
        let sessions = sessions()
        let session = try #require(sessions.open(.v2025_06_18, for: ada))
        #expect(sessions.find(session.id, of: ada)?.revision == .v2025_06_18)
        for other in [
            OpenSessions.Owner(server: .config("a"), identifier: "bob"),
            OpenSessions.Owner(server: .config("b"), identifier: "ada"),
        ] { #expect(sessions.find(session.id, of: other) == nil) }
    }

    @Test func `there are only so many`() {
        let sessions = sessions { $0.sessions = 2 }
        let opened = (0..<3).map { _ in sessions.open(.v2025_11_25, for: ada) }
        #expect(opened.compactMap { $0 }.count == 2)
        #expect(sessions.count == 2)
    }

    @Test func `one stream at a time, given back when nobody holds it`() throws {
        let sessions = sessions()
        let session = try #require(sessions.open(.v2025_11_25, for: ada))
        var stream = sessions.openStream(in: session)
        #expect(stream != nil)
        #expect(sessions.openStream(in: session) == nil)
        withExtendedLifetime(stream) {}
        stream = nil
        #expect(sessions.openStream(in: session) != nil)
    }

    @Test func `what is idle for too long ends, what is busy does not`() throws {
        let sessions = sessions { $0.sessionIdle = .zero }
        _ = sessions.open(.v2025_11_25, for: ada)
        let busy = try #require(sessions.open(.v2025_11_25, for: ada))
        let stream = sessions.openStream(in: busy)
        let calling = try #require(sessions.open(.v2025_11_25, for: ada))
        sessions.begin(.number(1), in: calling) {}
        sessions.reap()
        #expect(sessions.count == 2)
        withExtendedLifetime(stream) {}
        sessions.end(.number(1), in: calling)
        sessions.reap()
        #expect(sessions.count <= 1)
    }

    @Test func `calls are cancelled by their id, and all of them with the session`() throws {
        let sessions = sessions()
        let session = try #require(sessions.open(.v2025_11_25, for: ada))
        let cancelled = Mutex<[String]>([])
        sessions.begin(.number(1), in: session) { cancelled.withLock { $0.append("one") } }
        sessions.begin(.text("1"), in: session) { cancelled.withLock { $0.append("text") } }
        sessions.cancel(.number(1), in: session)
        sessions.cancel(.number(1), in: session)
        #expect(cancelled.withLock { $0 } == ["one"])
        sessions.close(session)
        #expect(cancelled.withLock { $0 } == ["one", "text"])
        #expect(!sessions.isOpen(session))
    }
}
