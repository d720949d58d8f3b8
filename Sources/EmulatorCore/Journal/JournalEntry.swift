package import struct Foundation.Date

/// One call and what came of it. What it was about is read out of its bytes when somebody asks.
package final class JournalEntry: Sendable {
    /// Counts from 1.
    package let number: Int
    let call: JournalCall
    /// Nil where it was too large to be kept, or there was none.
    let answer: [UInt8]?
    let status: Int?
    let failure: EmulatorError?
    /// In microseconds of the environment's clock.
    let duration: Int64
    /// 2 for the first time that the same call was tried again after it had failed.
    package let attempt: Int
    /// What was done to it on purpose.
    let faults: [AppliedFault]

    /// What is kept of a request, in bytes.
    static let longestRequest = 256 * 1024

    init(
        number: Int, _ call: JournalCall, result: CallResult?, failure: EmulatorError?, attempt: Int,
        faults: [AppliedFault], endedAt: Date
    ) {
        self.number = number
        var call = call
        if call.request.count > Self.longestRequest { call.request = [] }
        self.call = call
        answer = result.flatMap { $0.body.count > CallResult.longestBody ? nil : $0.body }
        status = result?.status
        self.failure = failure
        duration = endedAt.microseconds - call.startedAt.microseconds
        self.attempt = attempt
        self.faults = faults
    }

    package var time: Date { call.startedAt }

    /// Roughly, in bytes of memory.
    var size: Int { 512 + call.request.count + (answer?.count ?? 0) }

    /// `OK`, or the name of a gRPC status.
    package var code: String {
        let code = failure?.code ?? status.flatMap { EmulatorError.Code(httpStatus: $0) }
        return code?.name ?? "OK"
    }

    package var isFailure: Bool { failure != nil || status.map { $0 >= 400 } ?? false }

    /// What the call was about, with what the rules found out.
    package var facts: CallFacts {
        var details = call.subject.details(of: call.request)
        let known = call.notes?.findings.account ?? call.account
        details.identifier = details.identifier ?? known?.identifier
        details.connection = details.connection ?? known?.connection
        details.account = details.account ?? known?.id.description
        return CallFacts(
            door: call.door, operation: call.operation, details: details, code: code,
            errorCode: failure?.errorCode ?? (isFailure ? code : nil))
    }
}

/// What patterns look at.
package struct CallFacts: Sendable {
    package var door: Door
    package var operation: String
    package var details: CallDetails
    /// Nil while nothing has come of the call.
    package var code: String?
    package var errorCode: String?

    /// `ExecuteTool` of `scalekit.v1.tools.ToolService/ExecuteTool`; nil for proxied calls and pages.
    var shortOperation: String? {
        guard operation.hasPrefix("scalekit."), let slash = operation.lastIndex(of: "/") else { return nil }
        return String(operation[operation.index(after: slash)...])
    }
}
