import EmulatorCore
import HTTPTypes
import Hummingbird
import NIOCore

/// A journal as server-sent events: what there is, then what comes, until the client goes away.
struct JournalStream: Sendable {
    /// So that neither end takes the connection for dead.
    private static let keepalive = Duration.seconds(15)

    let journal: Journal
    let view: JournalView

    private enum Event: Sendable {
        case entry(JournalEntry)
        case silence
    }

    var response: Response {
        let (contents, entries) = journal.follow()
        let begin = view.filter.select(contents.entries)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                // Something at once, so that the client knows that it is connected.
                try await writer.write(ByteBuffer(string: ": journal\n\n"))
                for entry in begin { try await writer.write(bytes(entry)) }
                for await event in events(entries) {
                    switch event {
                    case .entry(let entry) where view.filter.accepts(entry): try await writer.write(bytes(entry))
                    case .entry: break
                    case .silence: try await writer.write(ByteBuffer(string: ":\n\n"))
                    }
                }
                try await writer.finish(nil)
            })
    }

    private func events(_ entries: AsyncStream<JournalEntry>) -> AsyncStream<Event> {
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        let forwarding = Task {
            for await entry in entries { continuation.yield(.entry(entry)) }
            continuation.finish()
        }
        let ticking = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: Self.keepalive)
                continuation.yield(.silence)
            }
        }
        continuation.onTermination = { _ in
            forwarding.cancel()
            ticking.cancel()
        }
        return events
    }

    private func bytes(_ entry: JournalEntry) -> ByteBuffer {
        var event = ByteBuffer(string: "id: \(entry.number)\nevent: entry\ndata: ")
        event.writeBytes(JSONText.bytes(view.json(entry)))
        event.writeString("\n\n")
        return event
    }
}
