/// The header fields of a mail or of one of its parts, in order (RFC 5322).
struct MIMEHeaders: Equatable, Sendable {
    struct Field: Equatable, Sendable {
        var name: String
        /// Unfolded, encoded words as they came.
        var value: String
    }

    var fields: [Field] = []

    init(_ fields: [Field] = []) { self.fields = fields }

    /// Reads the lines before a body; what is no field is left out.
    init(text: String) {
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            if line.first == " " || line.first == "\t" {
                guard !fields.isEmpty else { continue }
                fields[fields.count - 1].value += " " + line.trimmed
            } else if let colon = line.firstIndex(of: ":") {
                let name = String(line[..<colon]).trimmed
                guard !name.isEmpty, !name.contains(where: \.isWhitespace) else { continue }
                fields.append(Field(name: name, value: line[line.index(after: colon)...].trimmed))
            }
        }
    }

    /// The first field of that name, whatever its case, decoded.
    subscript(name: String) -> String? { raw(name).map(MIMEWord.decoded) }

    /// As it came.
    func raw(_ name: String) -> String? { fields.first { $0.isNamed(name) }?.value }

    /// Puts a value in the place of every field of that name, or at the end.
    mutating func set(_ name: String, _ value: String) {
        let place = fields.firstIndex { $0.isNamed(name) }
        fields.removeAll { $0.isNamed(name) }
        fields.insert(Field(name: name, value: MIMEWord.encoded(value)), at: min(place ?? fields.count, fields.count))
    }

    mutating func remove(_ name: String) { fields.removeAll { $0.isNamed(name) } }

    /// Lines as they stand before a body.
    var text: String { fields.map { "\($0.name): \($0.value)\r\n" }.joined() }

    /// The addresses in a field; empty when there is none.
    func addresses(_ name: String) -> [MIMEAddress] { raw(name).map(MIMEAddress.list) ?? [] }
}

extension MIMEHeaders.Field {
    func isNamed(_ other: String) -> Bool { name.lowercased() == other.lowercased() }
}
