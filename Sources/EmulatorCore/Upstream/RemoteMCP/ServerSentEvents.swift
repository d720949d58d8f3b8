/// Takes a stream of server-sent events apart (WHATWG HTML, section 9.2.6), as far as JSON-RPC uses them: the data of
/// each event.
struct ServerSentEvents {
    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var lastWasReturn = false

    /// - Returns: the data of the events that these bytes complete.
    mutating func take(_ bytes: [UInt8]) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            defer { lastWasReturn = byte == UInt8(ascii: "\r") }
            switch byte {
            case UInt8(ascii: "\n") where lastWasReturn: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if let event = endLine() { events.append(event) }
            default: line.append(byte)
            }
        }
        return events
    }

    /// Bytes that wait for the rest of their event.
    var held: Int { line.count + (data?.count ?? 0) }

    private mutating func endLine() -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else {
            defer { data = nil }
            return data
        }
        let name = Array("data:".utf8)
        guard line.starts(with: name) else { return nil }
        var value = line.dropFirst(name.count)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
        return nil
    }
}
