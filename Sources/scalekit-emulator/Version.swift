import ArgumentParser
import EmulatorServer

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the version and the contract it serves.")

    func run() {
        StandardStreams.output(
            "scalekit-emulator \(EmulatorVersion.current) (contract of \(EmulatorVersion.contract))\n")
    }
}
