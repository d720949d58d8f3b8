#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        // Each document by itself may be small enough.
        if file.bytes.count > YAMLFile.maximumSize { mistakes.add("the file is larger than 16 MiB") }
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
    /// The documents of a stream, each with the line that it begins at. Every byte of the catalogue is looked at when
    /// the emulator starts, so this is left to the C library.
    func documents() -> [YAMLFile] {
        var parts: [YAMLFile] = []
        var start = (offset: 0, line: firstLine)
        bytes.withUnsafeBytes { text in
            var line = firstLine
            var position = 0
            while position < text.count {
                let end = text.lineEnd(from: position)
                line += 1
                if end - position == 3, text[position] == UInt8(ascii: "-"), text.isSeparator(at: position) {
                    parts.append(part(start.offset..<position, firstLine: start.line))
                    start = (min(end + 1, text.count), line)
                }
                position = end + 1
            }
        }
        return parts + [part(start.offset..<bytes.count, firstLine: start.line)]
    }

    private func part(_ range: Range<Int>, firstLine: Int) -> YAMLFile {
        let lower = bytes.startIndex + range.lowerBound
        return YAMLFile(name: name, bytes: bytes[lower..<bytes.startIndex + range.upperBound], firstLine: firstLine)
    }
}

extension UnsafeRawBufferPointer {
    /// Where the line ends, without its line feed.
    fileprivate func lineEnd(from position: Int) -> Int {
        guard let base = baseAddress, let found = memchr(base + position, 0x0A, count - position) else { return count }
        return found - UnsafeMutableRawPointer(mutating: base)
    }

    fileprivate func isSeparator(at position: Int) -> Bool {
        self[position + 1] == UInt8(ascii: "-") && self[position + 2] == UInt8(ascii: "-")
    }
}
