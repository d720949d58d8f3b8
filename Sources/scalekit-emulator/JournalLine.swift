import EmulatorCore

/// An entry of a journal as one line for a person.
struct JournalLine {
    private let entry: JSONValue

    init(_ entry: JSONValue) { self.entry = entry }

    /// `09:30:00.120  grpc  OK  ExecuteTool gmail_send_message as ada on gmail (0.4 ms)`
    var text: String {
        var words = [time, field("door"), field("code"), what]
        if let identifier = entry["identifier"]?.string { words.append("as \(identifier)") }
        if let connection = entry["connection"]?.string { words.append("on \(connection)") }
        if let duration, duration >= 0.1 { words.append("(\(duration) ms)") }
        if let attempt, attempt > 1 { words.append("attempt \(Int(attempt))") }
        let faults = names("faults", "effect")
        if !faults.isEmpty { words.append("fault: \(faults)") }
        if let message = entry["error"]?["message"]?.string { words.append("· \(message)") }
        let hints = names("hints", "kind")
        if !hints.isEmpty { words.append("· hint: \(hints)") }
        return words.joined(separator: " ")
    }

    private func field(_ name: String) -> String { entry[name]?.string ?? "" }

    /// The time of day, in UTC.
    private var time: String {
        let moment = field("time")
        guard let start = moment.firstIndex(of: "T") else { return moment }
        return String(moment[moment.index(after: start)...].prefix { $0 != "Z" })
    }

    private var what: String {
        let operation = field("operation")
        let short = operation.hasPrefix("scalekit.") ? operation.split(separator: "/").last.map(String.init) : operation
        return [short, entry["tool"]?.string].compactMap(\.self).joined(separator: " ")
    }

    private var duration: Double? {
        guard case .number(let value)? = entry["duration_ms"] else { return nil }
        return (value * 10).rounded() / 10
    }

    private var attempt: Double? { if case .number(let value)? = entry["attempt"] { value } else { nil } }

    private func names(_ list: String, _ name: String) -> String {
        (entry[list]?.array ?? []).compactMap { $0[name]?.string }.joined(separator: ", ")
    }
}
