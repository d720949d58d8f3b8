import Foundation

/// Writes the files of an import.
package struct CatalogueFolder: Sendable {
    let path: String

    package init(path: String) { self.path = path }

    /// Whether something would be overwritten, before anybody goes to the trouble of an import.
    /// - Throws: ALREADY_EXISTS naming the files that are there.
    package func requireEmpty() throws {
        let present = names.filter { $0.hasSuffix(".yaml") || $0 == CatalogueImport.seedName }.sorted()
        guard let first = present.first else { return }
        let more = present.count > 1 ? " and \(present.count - 1) more" : ""
        throw EmulatorError(
            .alreadyExists, "\(path) has \(first)\(more) already",
            hint: "Name another folder, or replace what is there with --force.")
    }

    /// Each file is there whole or not at all, and none is before all could be written.
    /// - Returns: connectors of the folder that were there before and stay.
    package func write(_ files: [CatalogueImport.File]) throws -> [String] {
        do {
            let manager = FileManager.default
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
            let staging = "\(path)/.import-\(ProcessInfo.processInfo.processIdentifier)"
            try? manager.removeItem(atPath: staging)
            try manager.createDirectory(atPath: staging, withIntermediateDirectories: false)
            defer { try? manager.removeItem(atPath: staging) }
            for file in files {
                try Data(file.text.utf8).write(to: URL(filePath: "\(staging)/\(file.name)"))
            }
            for file in files { try replace("\(path)/\(file.name)", with: "\(staging)/\(file.name)") }
        } catch let error as EmulatorError {
            throw error
        } catch {
            throw EmulatorError(
                .failedPrecondition, "cannot write into \(path): \(error.localizedDescription)",
                hint: "Name a folder that can be written to.")
        }
        let written = Set(files.map(\.name))
        return names.filter { $0.hasSuffix(".yaml") && !written.contains($0) }.sorted()
    }

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    /// `rename`, which puts one file in the place of another at once.
    private func replace(_ path: String, with new: String) throws {
        guard rename(new, path) == 0 else {
            throw EmulatorError(.failedPrecondition, "cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }
}
