/// Writes JSON straight from wire bytes.
struct MessagePrinter {
    var out: JSONBytes
    private let contract: Contract
    private var depth = 0

    init(contract: Contract, reserving capacity: Int) {
        self.contract = contract
        out = JSONBytes(reserving: capacity)
    }

    var json: [UInt8] { out.bytes }

    mutating func print(_ bytes: [UInt8], in range: Range<Int>, as type: MessageType) throws(WireError) {
        guard depth < WireReader.depthLimit else { throw .tooDeep }
        if type.wellKnown == .timestamp { return try printTimestamp(bytes, in: range) }
        depth += 1
        let scan = try MessageScan(bytes, in: range, as: type)
        if let known = type.wellKnown { try print(scan, as: known) } else { try printFields(scan) }
        depth -= 1
    }

    private mutating func printFields(_ scan: MessageScan) throws(WireError) {
        out.raw(UInt8(ascii: "{"))
        var isFirst = true
        for ordinal in scan.type.fields.indices {
            let field = scan.type.fields[ordinal]
            guard field.isImplicit || field.isRepeated || scan.count(ordinal) > 0 else { continue }
            if !isFirst { out.raw(UInt8(ascii: ",")) }
            isFirst = false
            out.raw(field.jsonKey)
            try print(field, ordinal, of: scan)
        }
        out.raw(UInt8(ascii: "}"))
    }

    private mutating func print(_ field: Field, _ ordinal: Int, of scan: MessageScan) throws(WireError) {
        if !field.isRepeated {
            try printSingular(ordinal, of: scan)
        } else if field.presence == .map {
            try printMap(ordinal, of: scan)
        } else {
            try printList(ordinal, of: scan)
        }
    }

    mutating func printSingular(_ ordinal: Int, of scan: MessageScan) throws(WireError) {
        let kind = scan.type.fields[ordinal].kind
        if case .message(let reference) = kind {
            let (bytes, range) = try scan.message(ordinal) ?? ([], 0..<0)
            try print(bytes, in: range, as: contract.message(reference))
        } else {
            printScalar(scan.value(ordinal), kind, scan.bytes)
        }
    }
}

extension MessagePrinter {
    mutating func printList(_ ordinal: Int, of scan: MessageScan) throws(WireError) {
        let kind = scan.type.fields[ordinal].kind
        out.raw(UInt8(ascii: "["))
        var isFirst = true
        try scan.forEach(ordinal) { value throws(WireError) in
            if !isFirst { out.raw(UInt8(ascii: ",")) }
            isFirst = false
            try printElement(value, kind, scan.bytes)
        }
        out.raw(UInt8(ascii: "]"))
    }

    private mutating func printElement(_ value: WireValue?, _ kind: FieldKind, _ bytes: [UInt8]) throws(WireError) {
        guard case .message(let reference) = kind else { return printScalar(value, kind, bytes) }
        let range = if case .bytes(let range) = value { range } else { 0..<0 }
        try print(bytes, in: range, as: contract.message(reference))
    }

    /// A key that comes twice keeps its last value.
    mutating func printMap(_ ordinal: Int, of scan: MessageScan) throws(WireError) {
        out.raw(UInt8(ascii: "{"))
        if scan.count(ordinal) > 0, case .message(let reference) = scan.type.fields[ordinal].kind {
            let type = contract.message(reference)
            var entries: [String: MessageScan] = [:]
            try scan.forEach(ordinal) { value throws(WireError) in
                guard case .bytes(let range) = value else { return }
                let entry = try MessageScan(scan.bytes, in: range, as: type)
                entries[key(of: entry)] = entry
            }
            try print(entries, type)
        }
        out.raw(UInt8(ascii: "}"))
    }

    private mutating func print(_ entries: [String: MessageScan], _ type: MessageType) throws(WireError) {
        var isFirst = true
        for (key, entry) in entries.sorted(by: { $0.key < $1.key }) {
            if !isFirst { out.raw(UInt8(ascii: ",")) }
            isFirst = false
            out.string(key)
            out.raw(UInt8(ascii: ":"))
            try printElement(entry.value(1), type.fields[1].kind, entry.bytes)
        }
    }

    private func key(of entry: MessageScan) -> String {
        let kind = entry.type.fields[0].kind
        return switch RuleValue(entry.value(0), of: kind, in: entry.bytes) {
        case .text(let text): String(decoding: text, as: UTF8.self)
        case .integer(let number): if case .bool = kind { number == 0 ? "false" : "true" } else { "\(number)" }
        case .duration, .other: ""
        }
    }
}

extension MessagePrinter {
    /// - Parameter value: nil stands for zero.
    private mutating func printScalar(_ value: WireValue?, _ kind: FieldKind, _ bytes: [UInt8]) {
        switch (kind, value) {
        case (.string, .bytes(let range)?): out.string(bytes[range])
        case (.bytes, .bytes(let range)?):
            out.raw(UInt8(ascii: "\""))
            Base64.encode(bytes[range], to: &out)
            out.raw(UInt8(ascii: "\""))
        case (.string, _), (.bytes, _): out.raw("\"\"")
        case (.bool, _): out.raw(value.map(\.isZero) ?? true ? "false" : "true")
        case (.double, .fixed64(let raw)?): out.number(Double(bitPattern: raw))
        case (.float, .fixed32(let raw)?): printFloat(Float(bitPattern: raw))
        case (.enumeration(let type), _): printEnum(value, type)
        default: printInteger(value, kind)
        }
    }

    private mutating func printInteger(_ value: WireValue?, _ kind: FieldKind) {
        let number = value.flatMap(kind.integer) ?? 0
        switch kind {
        case .int64, .sint64, .sfixed64, .uint64, .fixed64: out.raw("\"\(number)\"")
        default: out.raw(String(Int64(clamping: number)))
        }
    }

    /// Through its shortest text, so that 0.1 does not become 0.10000000149011612.
    private mutating func printFloat(_ value: Float) {
        out.number(Double("\(value)") ?? Double(value))
    }

    private mutating func printEnum(_ value: WireValue?, _ type: EnumType) {
        let raw: UInt64 = if case .varint(let raw) = value { raw } else { 0 }
        let number = Int32(truncatingIfNeeded: raw)
        if let name = type.quotedName(of: number) { out.raw(name) } else { out.raw(String(number)) }
    }
}
