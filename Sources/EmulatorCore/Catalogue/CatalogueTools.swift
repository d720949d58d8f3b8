import Synchronization

/// The catalogue's tools by name. One is read when it is first asked for and kept from then on, so that thousands
/// of them cost nothing at start.
package final class CatalogueTools: Sendable {
    private struct Entry: Sendable {
        var document: ToolDocument
        var provider: Provider
    }

    /// Sorted.
    package let names: [String]
    private let namesByProvider: [String: [String]]
    private let entries: [String: Entry]
    private let read = Mutex<[String: Tool]>([:])
    let sendersByProvider = Mutex<[String: [String: [Sender]]]>([:])
    private let search = Mutex<ToolSearch?>(nil)

    /// No tools at all.
    init() {
        names = []
        namesByProvider = [:]
        entries = [:]
    }

    /// - Throws: when two tools have the same name, naming both files.
    init(_ files: [(provider: Provider, tools: [ToolDocument])]) throws(EmulatorError) {
        var entries: [String: Entry] = [:]
        var mistakes: [String] = []
        for file in files {
            for document in file.tools {
                let place = "\(document.yaml.name):\(document.yaml.firstLine):1"
                let entry = Entry(document: document, provider: file.provider)
                guard let other = entries.updateValue(entry, forKey: document.name) else { continue }
                mistakes.append("\(place): \(document.name) is in \(other.document.yaml.name) already")
            }
        }
        guard mistakes.isEmpty else { throw EmulatorError(.invalidArgument, mistakes.joined(separator: "\n")) }
        self.entries = entries
        names = entries.keys.sorted()
        namesByProvider = Dictionary(grouping: names) { entries[$0]?.provider.key ?? "" }
    }

    /// Sorted; empty for a provider without tools.
    package func names(ofProvider key: String) -> [String] { namesByProvider[key] ?? [] }

    package func contains(_ name: String) -> Bool { entries[name] != nil }

    package func providerKey(of name: String) -> String? { entries[name]?.provider.key }

    /// - Throws: FAILED_PRECONDITION with the mistakes in the tool's document, by file, line and column: whoever calls
    ///   is not to blame for them.
    package func tool(named name: String) throws(EmulatorError) -> Tool? {
        if let tool = read.withLock({ $0[name] }) { return tool }
        do {
            guard var tool = try readTool(named: name) else { return nil }
            tool.wire = Remembered()
            read.withLock { $0[name] = tool }
            return tool
        } catch {
            throw EmulatorError(
                .failedPrecondition, "the catalogue has mistakes: \(error.message)", errorCode: "CATALOGUE_MISTAKE",
                hint: "`scalekit-emulator catalogue check` finds all of them.")
        }
    }

    /// Whether a tool of the catalogue can be had without reading its document.
    func hasRead(_ name: String) -> Bool { read.withLock { $0.keys.contains(name) } }

    /// Made when somebody searches for the first time, because every tool has to be read for it.
    func searchIndex(_ catalogue: Catalogue) throws -> ToolSearch {
        if let made = search.withLock({ $0 }) { return made }
        let entries = try names.compactMap { name in
            try tool(named: name).map { ToolSearch.entry($0, provider: catalogue.provider(key: $0.providerKey)) }
        }
        let made = ToolSearch(entries)
        search.withLock { $0 = made }
        return made
    }

    /// Every mistake in every tool.
    package func check() throws(EmulatorError) {
        var mistakes: [String] = []
        for name in names {
            do throws(EmulatorError) {
                _ = try readTool(named: name)
            } catch {
                mistakes.append(error.message)
            }
        }
        guard mistakes.isEmpty else { throw EmulatorError(.invalidArgument, mistakes.joined(separator: "\n")) }
    }

    private func readTool(named name: String) throws(EmulatorError) -> Tool? {
        guard let entry = entries[name] else { return nil }
        return try entry.document.yaml.read { Tool($0, provider: entry.provider) }
    }
}
