import FoundationEssentials

/// The control API's token, where the command line does not name one.
enum ControlToken {
    static let variable = "SCALEKIT_EMULATOR_CONTROL_TOKEN"

    static var ofEnvironment: String? {
        ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
}
