import ArgumentParser
import EmulatorCore
import NIOHTTP1

struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "See which calls the running server was asked to serve.",
        discussion: """
              scalekit-emulator journal tail                             one line for each call, as they come
              scalekit-emulator journal tail --tool 'gmail_*' --json     the whole entries, one line of JSON each
              scalekit-emulator journal list --code NOT_FOUND            what went wrong
            """,
        subcommands: [JournalList.self, JournalTail.self, JournalClear.self])
}

/// Which entries, and how they are shown.
struct JournalOptions: ParsableArguments {
    @Option(help: "grpc, rest, proxy, mcp or page.")
    var door: String?
    @Option(help: "For example ExecuteTool; * stands for any text, here and below.")
    var operation: String?
    @Option(help: "A tool's name.")
    var tool: String?
    @Option(help: "Whose account.")
    var identifier: String?
    @Option(help: "The connection's name.")
    var connection: String?
    @Option(help: "OK, or the name of a gRPC status.")
    var code: String?
    @Option(help: "The id of an entry, or a moment like 2026-01-31T09:30:00Z.")
    var since: String?
    @Option(help: "Only the newest of those that are there.")
    var limit: Int?
    @Flag(help: "Show tokens, keys and passwords.")
    var secrets = false
    @Flag(help: "Print the whole entries, one line of JSON each.")
    var json = false

    var query: [String: String] {
        var query: [String: String] = [:]
        query["door"] = door
        query["operation"] = operation
        query["tool"] = tool
        query["identifier"] = identifier
        query["connection"] = connection
        query["code"] = code
        query["since"] = since
        query["limit"] = limit.map(String.init)
        if secrets { query["secrets"] = "shown" }
        return query
    }

    func print(_ entry: JSONValue) {
        let line = json ? String(decoding: JSONText.bytes(entry), as: UTF8.self) : JournalLine(entry).text
        StandardStreams.output(line + "\n")
    }
}

struct JournalList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the calls that were made.")

    @OptionGroup var options: JournalOptions
    @OptionGroup var server: ControlOptions

    func run() async throws {
        let answer = try await ControlClient(server).send(.GET, "journal", query: options.query)
        for entry in answer["entries"]?.array ?? [] { options.print(entry) }
    }
}

struct JournalTail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Print the last ten calls, then every call as it comes.")

    @OptionGroup var options: JournalOptions
    @OptionGroup var server: ControlOptions

    func run() async throws {
        var query = options.query
        query["limit"] = query["limit"] ?? "10"
        try await ControlClient(server).follow("journal/stream", query: query) { options.print($0) }
    }
}

struct JournalClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "clear", abstract: "Empty the journal.")

    @OptionGroup var server: ControlOptions

    func run() async throws { try await ControlClient(server).send(.DELETE, "journal") }
}
