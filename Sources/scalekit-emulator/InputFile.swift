import EmulatorCore
import Foundation

/// A file that a command reads; `-` is standard input.
struct InputFile {
    private let path: String

    init(_ path: String) { self.path = path }

    func bytes() throws -> [UInt8] {
        do {
            if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw EmulatorError(.invalidArgument, "cannot read \(path)")
        }
    }
}
