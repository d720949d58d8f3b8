import Foundation

extension Catalogue {
    /// The catalogue inside the binary. It is parsed when it is first asked for, and only once.
    package static func embedded() throws -> Catalogue {
        try parsed.get()
    }

    private static let parsed = Result { try Catalogue(files: embeddedFiles()) }

    static func embeddedFiles() -> [YAMLFile] {
        EmbeddedFile.names(prefix: "catalogue/").filter { $0.hasSuffix(".yaml") }
            .map { YAMLFile(name: $0, bytes: EmbeddedFile.bytes($0) ?? []) }
    }

    /// Reads every `<slug>.yaml` of a folder. The tools in them are read when they are first asked for.
    ///
    /// - Throws: One `EmulatorError` with the mistakes of all providers, by file, line and column; or what is wrong
    ///   with the folder.
    package static func load(directory: String) throws -> Catalogue {
        guard !directory.isEmpty else {
            throw EmulatorError(.invalidArgument, "cannot read the catalogue: the name of its folder is empty")
        }
        let files = try files(at: directory)
        guard isFolder(directory) else {
            throw EmulatorError(
                .invalidArgument, "cannot read the catalogue: \(directory) is a file",
                hint: "Name the folder that it is in.")
        }
        guard !files.isEmpty else {
            throw EmulatorError(
                .invalidArgument, "cannot read the catalogue: there is no .yaml file in \(directory)",
                hint: "A catalogue has one file for each connector, named <slug>.yaml.")
        }
        return try Catalogue(files: files)
    }

    /// A file, or the `.yaml` files of a folder.
    static func files(at path: String) throws -> [YAMLFile] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw EmulatorError(.invalidArgument, "cannot read the catalogue: there is no \(path)")
        }
        guard isFolder(path) else { return [try YAMLFile(path: path)] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw EmulatorError(.invalidArgument, "cannot read the catalogue: \(path) is not a readable folder")
        }
        return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { try YAMLFile(path: "\(path)/\($0)") }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    init(files: [YAMLFile]) throws {
        var providers: [Provider] = []
        var tools: [(provider: Provider, tools: [ToolDocument])] = []
        var mistakes: [String] = []
        for file in files {
            do throws(EmulatorError) {
                let file = try CatalogueFile(file)
                let provider = try file.provider.provider()
                tools.append((provider, file.tools))
                mistakes += providers.filter { $0.key == provider.key }.map {
                    "\(file.provider.name): the provider key \(provider.key) belongs to \($0.slug) already"
                }
                providers.append(provider)
            } catch {
                mistakes.append(error.message)
            }
        }
        guard mistakes.isEmpty else { throw EmulatorError(.invalidArgument, mistakes.joined(separator: "\n")) }
        self.init(providers: providers, tools: try CatalogueTools(tools))
    }
}

extension YAMLFile {
    fileprivate func provider() throws(EmulatorError) -> Provider {
        let fileSlug = (name.split(separator: "/").last ?? "").dropLast(".yaml".count)
        return try read { Provider($0, fileSlug: String(fileSlug)) }
    }
}
