/// What somebody who writes catalogue files wants to know about them.
package struct CatalogueReport: Sendable {
    package private(set) var connectors = 0
    package private(set) var tools = 0
    /// One line each, `file:line:column: text`; empty when all is well.
    package private(set) var mistakes: [String] = []

    /// The catalogue inside the binary.
    package static func embedded() -> CatalogueReport { CatalogueReport(Catalogue.embeddedFiles()) }

    /// - Parameter paths: files, and folders of which every `.yaml` file is meant.
    /// - Throws: when a path cannot be read.
    package init(paths: [String]) throws {
        self.init(try paths.flatMap { try Catalogue.files(at: $0) })
    }

    init(_ files: [YAMLFile]) {
        connectors = files.count
        do {
            _ = try Catalogue(files: files)
        } catch {
            mistakes.append((error as? EmulatorError)?.message ?? "\(error)")
        }
        for file in files { checkTools(of: file) }
    }

    /// A tool is looked at also when its provider has mistakes, so that its author sees all of them at once.
    private mutating func checkTools(of file: YAMLFile) {
        guard let file = try? CatalogueFile(file) else { return }
        tools += file.tools.count
        let provider = Provider(
            key: "", slug: "", displayName: "", description: "", categories: [], baseURL: "", authPatterns: [])
        for document in file.tools {
            do throws(EmulatorError) {
                _ = try document.yaml.read { Tool($0, provider: provider) }
            } catch {
                mistakes.append(error.message)
            }
        }
    }
}
