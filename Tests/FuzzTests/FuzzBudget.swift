import Foundation
import Testing

@testable import EmulatorCore

/// How much is tried: a little in every run, more with `FUZZ_INPUTS=200000 swift test --filter FuzzTests`, and another
/// sequence with `FUZZ_SEED`.
enum FuzzBudget {
    static let inputs = number("FUZZ_INPUTS") ?? 3_000
    static let seed = UInt64(number("FUZZ_SEED") ?? 1)

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    /// Tries mutations of samples. Whatever is refused has to be refused in the one way that callers understand; a crash
    /// ends the run and is found by its input, which stands in `fuzz-input` of the temporary folder.
    static func run(
        _ samples: [[UInt8]], pieces: [String] = [], _ name: String, _ body: ([UInt8]) throws -> Void
    ) {
        var mutator = Mutator(seed: seed, pieces: pieces)
        let file = FileManager.default.temporaryDirectory.appending(path: "fuzz-input-\(name)")
        var accepted = 0
        for number in 0..<inputs {
            let input = mutator.mutated(mutator.pick(samples))
            try? Data(input).write(to: file)
            do {
                try body(input)
                accepted += 1
            } catch let error as EmulatorError {
                if error.code == .internal {
                    Issue.record("\(name), input \(number) is an internal error: \(error.message)\n\(shown(input))")
                }
            } catch {
                Issue.record("\(name), input \(number) throws \(error)\n\(shown(input))")
            }
        }
        // When everything is refused at the door nothing behind it is tried.
        #expect(accepted > 0, "\(name): not one of \(inputs) inputs got through")
        try? FileManager.default.removeItem(at: file)
    }

    private static func shown(_ input: [UInt8]) -> String { String(decoding: input.prefix(2_000), as: UTF8.self) }
}

/// A file of the repository.
enum RepositoryFile {
    static func bytes(_ path: String) throws -> [UInt8] {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return Array(try Data(contentsOf: root.appending(path: path)))
    }
}
