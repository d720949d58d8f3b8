/// One file of the catalogue: a stream of YAML documents, the provider first and then one document per tool. The
/// tools are only found here, not read: most of them are never asked for.
struct CatalogueFile: Sendable {
    let provider: YAMLFile
    let tools: [ToolDocument]

    /// - Throws: when a tool's document does not begin with its name, by file and line.
    init(_ file: YAMLFile) throws(EmulatorError) {
        let parts = file.documents()
        provider = parts.first ?? file
        let mistakes = YAMLMistakes(fileName: file.name)
        tools = parts.dropFirst().compactMap { part in
            guard let name = Self.name(of: part) else {
                let position = YAMLPosition(line: part.firstLine, column: 1)
                mistakes.add("a tool's document begins with its name: \"name: …\"", at: position)
                return nil
            }
            return ToolDocument(name: name, yaml: part)
        }
        guard mistakes.isEmpty else { throw mistakes.error }
    }

    private static func name(of document: YAMLFile) -> String? {
        let line = document.bytes.prefix { $0 != UInt8(ascii: "\n") }
        guard line.starts(with: "name: ".utf8) else { return nil }
        let name = String(decoding: line.dropFirst("name: ".utf8.count), as: UTF8.self)
        return name.isEmpty ? nil : name
    }
}

/// Where a tool stands in a file.
struct ToolDocument: Sendable {
    let name: String
    let yaml: YAMLFile
}

extension YAMLFile {
    /// The documents of a stream, each with the line that it begins at.
    func documents() -> [YAMLFile] {
        var parts: [YAMLFile] = []
        var start = bytes.startIndex
        var startLine = firstLine
        var line = firstLine
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            let next = end == bytes.endIndex ? end : end + 1
            if end - position == 3, bytes[position..<end].elementsEqual("---".utf8) {
                parts.append(YAMLFile(name: name, bytes: bytes[start..<position], firstLine: startLine))
                start = next
                startLine = line + 1
            }
            position = next
            line += 1
        }
        parts.append(YAMLFile(name: name, bytes: bytes[start...], firstLine: startLine))
        return parts
    }
}
