/// The messages whose JSON is not an object of their fields.
extension MessagePrinter {
    mutating func print(_ scan: MessageScan, as known: WellKnownType) throws(WireError) {
        switch known {
        case .structure: try printMap(0, of: scan)
        case .list: try printList(0, of: scan)
        case .value: try printValue(scan)
        case .timestamp: try printTimestamp(scan.bytes, in: scan.range)
        case .duration: printDuration(scan)
        case .fieldMask: try printFieldMask(scan)
        default: try printSingular(0, of: scan)
        }
    }

    /// The first member of its oneof is null, and so is a value that holds nothing.
    private mutating func printValue(_ scan: MessageScan) throws(WireError) {
        guard let kind = scan.type.fields.indices.dropFirst().first(where: { scan.count($0) > 0 }) else {
            return out.raw("null")
        }
        try printSingular(kind, of: scan)
    }

    private func number(_ ordinal: Int, of scan: MessageScan) -> Int64 {
        guard let value = scan.value(ordinal) else { return 0 }
        return Int64(clamping: scan.type.fields[ordinal].kind.integer(value) ?? 0)
    }

    /// Most of what a list holds besides text: read without a `MessageScan`.
    mutating func printTimestamp(_ bytes: [UInt8], in range: Range<Int>) throws(WireError) {
        var reader = WireReader(bytes, in: range)
        var (seconds, nanos): (Int64, Int64) = (0, 0)
        while let tag = try reader.tag() {
            guard case .varint(let value) = try reader.value(tag) else { continue }
            if tag.number == 1 { seconds = Int64(bitPattern: value) }
            if tag.number == 2 { nanos = Int64(Int32(truncatingIfNeeded: value)) }
        }
        guard let time = CivilTime(secondsSince1970: seconds), (0..<1_000_000_000).contains(nanos) else {
            throw .timeOutOfRange
        }
        out.raw(UInt8(ascii: "\""))
        time.write(to: &out)
        printFraction(nanos)
        out.raw("Z\"")
    }

    private mutating func printDuration(_ scan: MessageScan) {
        let (seconds, nanos) = (number(0, of: scan), number(1, of: scan))
        out.raw(seconds < 0 || nanos < 0 ? "\"-" : "\"")
        out.raw(String(seconds.magnitude))
        printFraction(Int64(nanos.magnitude))
        out.raw("s\"")
    }

    /// In groups of three digits, as protobuf has it.
    private mutating func printFraction(_ nanos: Int64) {
        guard nanos != 0 else { return }
        var (digits, value) = (9, nanos)
        while digits > 3, value % 1000 == 0 { (digits, value) = (digits - 3, value / 1000) }
        let text = String(value)
        out.raw(UInt8(ascii: "."))
        for _ in 0..<max(0, digits - text.count) { out.raw(UInt8(ascii: "0")) }
        out.raw(text)
    }

    private mutating func printFieldMask(_ scan: MessageScan) throws(WireError) {
        var paths: [String] = []
        try scan.forEach(0) { value throws(WireError) in
            guard case .bytes(let range) = value else { return }
            paths.append(FieldMask.jsonName(Substring(decoding: scan.bytes[range], as: UTF8.self)))
        }
        out.string(paths.joined(separator: ","))
    }
}
