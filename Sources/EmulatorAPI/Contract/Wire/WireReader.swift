/// How a field travels.
enum WireType: Int, Sendable {
    case varint = 0
    case fixed64 = 1
    case bytes = 2
    case groupStart = 3
    case groupEnd = 4
    case fixed32 = 5
}

/// What a field carries on the wire.
enum WireValue: Sendable, Equatable {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    /// Where the payload of a string, message or packed list stands.
    case bytes(Range<Int>)
    /// A group, skipped. Proto3 has none; unknown fields may.
    case group
}

/// Why bytes are not a protobuf message.
enum WireError: Error, Equatable {
    case truncated
    case overlongNumber
    case badTag
    case badGroup
    case tooDeep
    case notUTF8(field: String)
    /// A time that RFC 3339 cannot write.
    case timeOutOfRange
}

/// Reads protobuf's wire format from a part of a byte array. Nothing it is given makes it crash.
struct WireReader {
    struct Tag {
        let number: Int
        let type: WireType
    }

    /// As deep as SwiftProtobuf goes.
    static let depthLimit = 100

    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        self.bytes = bytes
        position = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    var isAtEnd: Bool { position >= end }

    /// Nil at the end.
    mutating func tag() throws(WireError) -> Tag? {
        guard position < end else { return nil }
        let key = try varint()
        guard key >> 3 > 0, key <= UInt64(UInt32.max), let type = WireType(rawValue: Int(key & 7)) else {
            throw .badTag
        }
        return Tag(number: Int(key >> 3), type: type)
    }

    /// What follows a tag.
    mutating func value(_ tag: Tag, depth: Int = 0) throws(WireError) -> WireValue {
        switch tag.type {
        case .varint: return .varint(try varint())
        case .fixed64: return .fixed64(try fixed(8))
        case .fixed32: return .fixed32(UInt32(truncatingIfNeeded: try fixed(4)))
        case .bytes: return .bytes(try payload())
        case .groupStart:
            try skipGroup(tag.number, depth: depth + 1)
            return .group
        case .groupEnd: throw .badGroup
        }
    }

    mutating func varint() throws(WireError) -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = bytes[position]
            position += 1
            guard shift < 63 || byte < 2 else { throw .overlongNumber }
            result |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        throw .truncated
    }

    private mutating func fixed(_ size: Int) throws(WireError) -> UInt64 {
        guard end - position >= size else { throw .truncated }
        var result: UInt64 = 0
        for offset in 0..<size { result |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
        position += size
        return result
    }

    private mutating func payload() throws(WireError) -> Range<Int> {
        let size = try varint()
        guard size <= UInt64(end - position) else { throw .truncated }
        let start = position
        position += Int(size)
        return start..<position
    }

    private mutating func skipGroup(_ number: Int, depth: Int) throws(WireError) {
        guard depth <= Self.depthLimit else { throw .tooDeep }
        while let tag = try tag() {
            guard tag.type == .groupEnd else {
                _ = try value(tag, depth: depth)
                continue
            }
            guard tag.number == number else { throw .badGroup }
            return
        }
        throw .truncated
    }
}
