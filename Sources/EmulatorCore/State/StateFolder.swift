import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder that outlives a process: signing key, certificates, and where the running server is.
/// Several processes may start in it at once, so files are made whole, under a lock, and never half.
package struct StateFolder: Sendable {
    package let path: String

    /// Opens the folder and makes it, readable by the owner only, when it is not there.
    package init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw EmulatorError(
                .failedPrecondition, "cannot use the state folder \(path): \(error.localizedDescription)",
                hint: "Name a writable folder with --state-dir.")
        }
    }

    /// `$XDG_STATE_HOME/scalekit-emulator`, or `~/.local/state/scalekit-emulator`.
    package static func standardPath(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        if let base = environment["XDG_STATE_HOME"], base.hasPrefix("/") { return base + "/scalekit-emulator" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state/scalekit-emulator"
    }

    package func path(of name: String) -> String { path + "/" + name }

    /// The file's text, or nil when there is no such file.
    package func read(_ name: String) -> String? {
        try? String(contentsOfFile: path(of: name), encoding: .utf8)
    }

    /// Puts a whole file in place at once: readers see the old text or the new one, never a part.
    package func write(_ text: String, to name: String, ownerOnly: Bool) throws {
        let temporary = path(of: ".\(name).\(getpid()).\(UInt64.random(in: 0 ... .max))")
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, ownerOnly ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw failure("create", name) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else {
                close(descriptor)
                unlink(temporary)
                throw failure("write", name)
            }
            bytes = bytes.dropFirst(written)
        }
        close(descriptor)
        guard rename(temporary, path(of: name)) == 0 else {
            unlink(temporary)
            throw failure("replace", name)
        }
    }

    package func remove(_ name: String) { unlink(path(of: name)) }

    /// Runs `body` while no other process is in here.
    package func locked<Result>(_ body: () throws -> Result) throws -> Result {
        let descriptor = open(path(of: "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open", "lock") }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure("lock", "lock") }
        }
        return try body()
    }

    private func failure(_ verb: String, _ name: String) -> EmulatorError {
        let reason = String(cString: strerror(errno))
        return EmulatorError(
            .failedPrecondition, "cannot \(verb) \(path(of: name)): \(reason)",
            hint: "Name a writable folder with --state-dir.")
    }
}
