import Foundation
package import GRDB
import Synchronization

/// One SQLite database behind one connection: in memory, or a file that is opened when it is needed.
///
/// The one connection is used by one caller at a time, so what a `read` sees cannot change under it.
/// Both calls block. On file they wait for the disk, so callers run them on the cooperative pool and never on an event
/// loop; in memory they take microseconds. They do not nest.
package final class Store: Sendable {
    /// What the closures get. The record types know it as GRDB's `Database`; nobody else needs to.
    package typealias Session = Database

    private let schema: Schema
    private let file: String?
    var isInMemory: Bool { file == nil }
    private let openStores: OpenStores?
    private let state = Mutex(State())
    private let lastUse = Atomic<UInt64>(0)

    private struct State {
        var queue: DatabaseQueue?
        var isClosed = false
    }

    /// - Parameters:
    ///   - file: nil for a database in memory, which lives as long as the store.
    ///   - openStores: bounds how many files are open; only for stores on file.
    /// - Throws: `EmulatorError` when the file cannot be opened or was written by a newer version.
    package init(schema: Schema, file: String?, openStores: OpenStores? = nil) throws {
        self.schema = schema
        self.file = file
        self.openStores = file == nil ? nil : openStores
        _ = try connection()
    }

    package func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try translatingErrors { try connection().unsafeRead(body) }
    }

    /// Everything that `body` does happens, or nothing of it. When this returns it survives a killed process.
    package func write<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try translatingErrors { try connection().write(body) }
    }

    /// For good. Calls that run already finish first.
    package func close() {
        let queue = state.withLock { state in
            defer { state = State(queue: nil, isClosed: true) }
            return state.queue
        }
        openStores?.closed(self)
        try? queue?.close()
    }

    /// Lets go of the file until the next call. Calls that run already keep it open until they are done.
    func release() {
        let queue = state.withLock { state in
            defer { state.queue = nil }
            return state.queue
        }
        withExtendedLifetime(queue) {}
    }

    var lastUsed: UInt64 { lastUse.load(ordering: .relaxed) }

    private func connection() throws -> DatabaseQueue {
        if let openStores { lastUse.store(openStores.tick(), ordering: .relaxed) }
        if let queue = state.withLock({ $0.queue }) { return queue }
        let queue = try state.withLock { state in
            guard !state.isClosed else { throw EmulatorError(.unavailable, "the environment is closed") }
            if let queue = state.queue { return queue }
            let queue = try open()
            state.queue = queue
            return queue
        }
        openStores?.opened(self)
        return queue
    }

    private func open() throws -> DatabaseQueue {
        try translatingErrors {
            var configuration = Configuration()
            configuration.label = "store"
            configuration.busyMode = .timeout(5)
            guard let file else {
                let queue = try DatabaseQueue(configuration: configuration)
                try queue.write { try schema.apply(to: $0, name: "memory") }
                return queue
            }
            // GRDB sets `synchronous` to NORMAL with it: a killed process loses nothing, a power cut may.
            configuration.journalMode = .wal
            try Self.makePrivate(file)
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            try queue.write { try schema.apply(to: $0, name: file) }
            return queue
        }
    }

    /// Tokens are in there. SQLite would let everybody read; its side files follow the main one.
    private static func makePrivate(_ file: String) throws {
        guard !FileManager.default.fileExists(atPath: file) else { return }
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file, contents: nil, attributes: attributes) else {
            throw EmulatorError(.failedPrecondition, "cannot create \(file)", hint: "Name a writable --data-dir.")
        }
    }

    private func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw Self.translated(error, place: file ?? "the database in memory")
        }
    }

    private static func translated(_ error: DatabaseError, place: String) -> EmulatorError {
        switch error.resultCode {
        case .SQLITE_FULL:
            EmulatorError(
                .resourceExhausted, "\(place) cannot grow: the disk is full", errorCode: "DISK_FULL",
                hint: "Nothing of this call was written. Make room and try again.")
        case .SQLITE_READONLY:
            EmulatorError(
                .failedPrecondition, "\(place) is read-only", errorCode: "DISK_READ_ONLY",
                hint: "Nothing of this call was written. Make the folder writable, or choose another --data-dir.")
        case .SQLITE_BUSY: EmulatorError(.unavailable, "\(place) is busy")
        // What SQLite says when there is no room for its side files.
        case .SQLITE_IOERR:
            EmulatorError(
                .internal, "\(place) cannot be read or written: \(error.message ?? "disk I/O error"), or a full disk")
        default:
            EmulatorError(.internal, "\(place) failed: \(error.message ?? error.resultCode.description)")
        }
    }
}
