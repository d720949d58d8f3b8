import Foundation
import Yams

/// A YAML file, read strictly: nothing in it is ignored. JSON is YAML, so `.json` files are read the same way.
package struct YAMLFile: Sendable {
    /// How mistakes name the file.
    let name: String
    let bytes: ArraySlice<UInt8>
    /// Where the text begins, when it is a part of a file.
    let firstLine: Int

    /// Files may not be larger, in bytes.
    static let maximumSize = 16 * 1024 * 1024

    package init(name: String, bytes: [UInt8]) {
        self.init(name: name, bytes: bytes[...], firstLine: 1)
    }

    init(name: String, bytes: ArraySlice<UInt8>, firstLine: Int) {
        self.name = name
        self.bytes = bytes
        self.firstLine = firstLine
    }

    /// Reads a file or a pipe from disk.
    package init(path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            let reason = FileManager.default.fileExists(atPath: path) ? "it is not readable" : "there is no such file"
            throw EmulatorError(.invalidArgument, "cannot read \(path): \(reason)")
        }
        defer { try? handle.close() }
        do {
            // One byte more than allowed tells a file that is too large from one that just fits.
            let data = try handle.read(upToCount: Self.maximumSize + 1) ?? Data()
            self.init(name: path, bytes: [UInt8](data))
        } catch {
            throw EmulatorError(.invalidArgument, "cannot read \(path): it is not a readable file")
        }
    }

    /// Decodes the document.
    ///
    /// - Parameter decode: Reports mistakes through the value it gets and may return nil once it did.
    /// - Throws: One `EmulatorError` that lists every mistake with its line and column.
    func read<Result>(_ decode: (YAMLValue) -> Result?) throws(EmulatorError) -> Result {
        let mistakes = YAMLMistakes(fileName: name, firstLine: firstLine)
        guard let root = root(mistakes) else { throw mistakes.error }
        let result = decode(root)
        guard mistakes.isEmpty else { throw mistakes.error }
        guard let result else {
            throw EmulatorError(.internal, "\(name) was refused without a reason")
        }
        return result
    }

    private func root(_ mistakes: YAMLMistakes) -> YAMLValue? {
        guard bytes.count <= Self.maximumSize else {
            mistakes.add("the file is larger than 16 MiB")
            return nil
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            mistakes.add("the file is not UTF-8 text")
            return nil
        }
        var text = decoded.hasPrefix("\u{FEFF}") ? String(decoded.dropFirst()) : decoded
        if name.hasSuffix(".json") { text = JSONEscapes.joiningSurrogates(in: text) }
        do {
            let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            let value = YAMLValue(node: node ?? Node("", .implicit, .plain), path: "", mistakes: mistakes)
            return YAMLLimits.allow(value, byteCount: bytes.count) ? value : nil
        } catch let error as YamlError {
            mistakes.add(error)
            return nil
        } catch {
            mistakes.add("\(error)")
            return nil
        }
    }
}

extension YAMLMistakes {
    /// A text that is not YAML at all, or not one document.
    fileprivate func add(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add(problem, at: YAMLPosition(mark))
        case .reader(let problem, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            let line = before.count { $0.isNewline } + 1
            let column = before.reversed().prefix { !$0.isNewline }.count + 1
            add(problem, at: YAMLPosition(line: line, column: column))
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            add("given more than once in the same place: \(names)", at: YAMLPosition(context.mark))
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            add("\(error)")
        }
    }
}
