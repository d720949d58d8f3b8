import ArgumentParser
import EmulatorCore
import NIOHTTP1

struct FaultsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults",
        abstract: "Let calls to the running server go wrong on purpose.",
        discussion: """
              echo '[{"operation": "ListConnectedAccounts", "error": {"code": "UNAVAILABLE"}, "times": 2}]' \\
                | scalekit-emulator faults set -
              scalekit-emulator faults list
              scalekit-emulator faults clear
            """,
        subcommands: [FaultsList.self, FaultsSet.self, FaultsClear.self])
}

struct FaultsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the faults there are, one line of JSON each.")

    @OptionGroup var server: ControlOptions

    func run() async throws {
        let answer = try await ControlClient(server).send(.GET, "faults")
        for fault in answer["faults"]?.array ?? [] {
            StandardStreams.output(String(decoding: JSONText.bytes(fault), as: UTF8.self) + "\n")
        }
    }
}

struct FaultsSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put faults in the place of all there are.")

    @Argument(help: ArgumentHelp("A JSON file; - reads standard input.", valueName: "file"))
    var file: String

    @OptionGroup var server: ControlOptions

    func run() async throws {
        try await ControlClient(server).send(.PUT, "faults", body: InputFile(file).bytes())
    }
}

struct FaultsClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "clear", abstract: "Take all faults away.")

    @OptionGroup var server: ControlOptions

    func run() async throws { try await ControlClient(server).send(.DELETE, "faults") }
}
