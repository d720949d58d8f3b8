import NIOCore

/// gRPC's message framing: one flag byte (compressed or not), four bytes of length, the message.
enum GRPCFraming {
    /// The largest message either side may send, as gRPC's own default.
    static let maximumMessage = 4 * 1024 * 1024
    static let prefix = 5

    struct Frame {
        var isCompressed: Bool
        var message: ByteBuffer
    }

    enum Failure: Error {
        case truncated
        case tooLarge(Int)
        case badFlag(UInt8)
    }

    /// Takes the next frame off the front; nil while it is incomplete.
    static func next(from buffer: inout ByteBuffer) throws -> Frame? {
        guard let flag = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return nil }
        guard flag <= 1 else { throw Failure.badFlag(flag) }
        guard let length = buffer.getInteger(at: buffer.readerIndex + 1, as: UInt32.self) else { return nil }
        guard length <= maximumMessage else { throw Failure.tooLarge(Int(length)) }
        guard buffer.readableBytes >= prefix + Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: prefix)
        let message = buffer.readSlice(length: Int(length)) ?? ByteBuffer()
        return Frame(isCompressed: flag == 1, message: message)
    }

    /// The message with its prefix; answers are never compressed.
    static func frame(_ message: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(prefix + message.count)
        buffer.writeInteger(UInt8(0))
        buffer.writeInteger(UInt32(message.count))
        buffer.writeBytes(message)
        return buffer
    }
}
