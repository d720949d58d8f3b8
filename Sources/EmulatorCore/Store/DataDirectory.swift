import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder of `--data-dir`, held by one process at a time.
///
///     lock              who holds it: an advisory lock, with the process id inside
///     registry.sqlite   which client id owns which environment
///     worlds/           one database per environment, named by its key
final class DataDirectory: Sendable {
    let path: String
    /// Nil when the directory was given back.
    private let lock: Mutex<Int32?>

    /// Makes the folder, readable by the owner only, when it is not there, and takes it.
    /// - Throws: FAILED_PRECONDITION when another process holds it or it cannot be used.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/worlds", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw EmulatorError(
                .failedPrecondition, "cannot use the data directory \(path): \(error.localizedDescription)",
                hint: "Name a writable folder with --data-dir.")
        }
        lock = Mutex(try Self.takeLock(path + "/lock", directory: path))
    }

    deinit { release() }

    /// Lets another process in.
    func release() {
        lock.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    var registryFile: String { path + "/registry.sqlite" }

    func worldFile(_ key: EnvironmentKey) -> String { "\(path)/worlds/\(key.text).sqlite" }

    private static func takeLock(_ file: String, directory: String) throws -> Int32 {
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw EmulatorError(
                .failedPrecondition, "cannot open \(file): \(String(cString: strerror(errno)))",
                hint: "Name a writable folder with --data-dir.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: file, encoding: .utf8)).flatMap { Int($0.trimmed) }
            close(descriptor)
            throw EmulatorError(
                .failedPrecondition,
                "the data directory \(directory) is in use" + (holder.map { " by process \($0)" } ?? ""),
                hint: "Stop the other server, or name another folder with --data-dir.")
        }
        ftruncate(descriptor, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        return descriptor
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
