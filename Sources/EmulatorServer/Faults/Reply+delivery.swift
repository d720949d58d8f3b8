import EmulatorCore
import HTTPTypes
import NIOCore
import NIOHPACK

extension Reply {
    /// Instead of an answer, the connection or the stream breaks.
    static func broken(_ what: Delivery.Break) -> Reply {
        Reply(head: HTTPResponse(status: .internalServerError), body: .broken(what))
    }

    /// The same answer, on the way that somebody had in mind for it.
    func delivered(_ delivery: Delivery) -> Reply {
        switch delivery {
        case .whole: self
        case .lost(let what): .broken(what)
        case .truncated(let after): truncated(after: after)
        case .slow(let seconds): slowed(seconds)
        }
    }

    /// The head promises all of it, and the body breaks off.
    private func truncated(after count: Int?) -> Reply {
        let whole = bytes
        let part =
            whole.getSlice(
                at: whole.readerIndex, length: min(count ?? whole.readableBytes / 2, whole.readableBytes)) ?? whole
        return with(
            body: .streamed { writer in
                try await writer.write(part)
                throw BrokenConnection(what: .stream)
            })
    }

    private func slowed(_ seconds: Double) -> Reply {
        let (whole, trailers) = (bytes, trailers)
        // A piece each twentieth of a second, so that a client sees it grow.
        let steps = max(1, min(Int(seconds * 20), whole.readableBytes))
        return with(
            body: .streamed { writer in
                for step in 0..<steps {
                    try await Task.sleep(for: .seconds(seconds / Double(steps)))
                    let start = whole.readableBytes * step / steps
                    let end = whole.readableBytes * (step + 1) / steps
                    let piece = whole.getSlice(at: whole.readerIndex + start, length: end - start) ?? ByteBuffer()
                    try await writer.write(piece)
                }
                return trailers
            })
    }

    /// What is to be sent, as far as it is known: answers that stream have none here.
    private var bytes: ByteBuffer { if case .bytes(let buffer) = body { buffer } else { ByteBuffer() } }

    private func with(body: Body) -> Reply {
        if case .streamed = self.body { return self }
        var reply = self
        reply.body = body
        reply.trailers = nil
        return reply
    }
}
