import EmulatorCore
import NIOCore

/// Tells a client when the list of its tools has become another one.
struct NoticeStream: Sendable {
    static let toolsChanged = "notifications/tools/list_changed"

    let caller: MCPCaller
    let limits: MCPLimits
    let opening: JSONValue?
    /// Nil for a client that does not want to know.
    let notice: JSONValue?
    let closing: JSONValue?
    let isOpen: @Sendable () -> Bool

    /// Until the session, the credential or the server ends, or the stream has lived long enough.
    func write(to writer: inout ReplyWriter) async throws {
        var seen = try caller.toolbox.revision()
        try await writer.write(piece(opening), within: limits.write)
        let end = ContinuousClock.now + limits.streamLifetime
        var lastWrite = ContinuousClock.now
        while ContinuousClock.now < end, isOpen(), caller.isCurrent {
            try await Task.sleep(for: limits.noticeInterval)
            guard let revision = try? caller.toolbox.revision() else { break }
            let isNews = revision != seen && notice != nil
            seen = revision
            guard isNews || ContinuousClock.now - lastWrite >= limits.keepalive else { continue }
            try await writer.write(piece(isNews ? notice : nil), within: limits.write)
            lastWrite = .now
        }
        if let closing { try await writer.write(piece(closing), within: limits.write) }
    }

    private func piece(_ message: JSONValue?) -> ByteBuffer {
        message.map { ByteBuffer(bytes: MCPReply.event($0)) } ?? MCPReply.ping
    }
}
