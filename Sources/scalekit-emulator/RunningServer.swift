import EmulatorCore
import EmulatorServer
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The note a server leaves in the state folder, so that `env` and `health` find it.
struct RunningServer: Codable {
    private static let prefix = "running-"

    var pid: Int32
    var startedAt: Date
    var connection: ConnectionGuide

    struct Record {
        fileprivate let state: StateFolder
        fileprivate let name: String
        func remove() { state.remove(name) }
    }

    static func record(_ connection: ConnectionGuide, in state: StateFolder) throws -> Record {
        let name = "\(prefix)\(getpid()).json"
        let note = RunningServer(pid: getpid(), startedAt: Date(), connection: connection)
        // It holds the client secret, so nobody else may read it.
        let text = String(decoding: try JSONEncoder().encode(note), as: UTF8.self)
        try state.write(text, to: name, ownerOnly: true)
        return Record(state: state, name: name)
    }

    /// The youngest server that is still running, or nil. Notes of dead ones are cleared away.
    static func find(in state: StateFolder) -> RunningServer? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: state.path)) ?? []
        let running = names.filter { $0.hasPrefix(prefix) }.compactMap { name -> RunningServer? in
            guard let text = state.read(name),
                let note = try? JSONDecoder().decode(RunningServer.self, from: Data(text.utf8))
            else { return nil }
            if kill(note.pid, 0) != 0, errno == ESRCH {
                state.remove(name)
                return nil
            }
            return note
        }
        return running.max { $0.startedAt < $1.startedAt }
    }

    static func required(in state: StateFolder) throws -> RunningServer {
        guard let server = find(in: state) else {
            throw EmulatorError(
                .unavailable, "no running server was found in \(state.path)",
                hint: "Start one with `scalekit-emulator serve`.")
        }
        return server
    }
}
