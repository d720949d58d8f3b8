package import EmulatorCore

/// The contract together with the operations that serve it.
package struct API: Sendable {
    package let contract: Contract
    package let routes: RESTRoutes
    package let requests: RequestTranscoder
    package let responses: ResponseTranscoder
    private let validator: Validator
    private let served: [String: Served]
    private let servedByPath: [String: Served]

    /// An operation that is served, and what the contract says about it.
    package final class Served: Sendable {
        package let method: Method
        fileprivate let operation: Operation
        let subject: ServedSubject

        fileprivate init(_ operation: Operation, method: Method, responses: ResponseTranscoder) {
            self.operation = operation
            self.method = method
            subject = ServedSubject(method: method, transcoder: responses)
        }
    }

    /// Reads the embedded contract. Fails when an operation is not in it.
    package init() throws {
        guard let descriptors = EmbeddedFile.bytes("contract.binpb"),
            let vendorOperations = EmbeddedFile.text("vendor-operations.txt")
        else { throw EmulatorError(.internal, "this binary was built without its contract") }
        let contract = try Contract(descriptorSet: descriptors, vendorOperations: vendorOperations)
        self.contract = contract
        routes = RESTRoutes(contract: contract, served: OperationTable.names)
        requests = RequestTranscoder(contract: contract)
        let responses = ResponseTranscoder(contract: contract)
        self.responses = responses
        validator = Validator(contract: contract)
        served = try Dictionary(
            uniqueKeysWithValues: OperationTable.all.map { operation in
                guard let method = contract.method(operation.name) else {
                    throw EmulatorError(.internal, "\(operation.name) is served but not part of the contract")
                }
                return (operation.name, Served(operation, method: method, responses: responses))
            })
        servedByPath = Dictionary(uniqueKeysWithValues: served.map { ("/" + $0, $1) })
    }

    /// Nil when this emulator does not serve it.
    package func served(_ name: String) -> Served? { served[name] }

    /// By the path of a gRPC call, which may start with more than one slash.
    package func served(path: String) -> Served? {
        servedByPath[path] ?? (path.hasPrefix("//") ? served[String(path.drop { $0 == "/" })] : nil)
    }

    /// Runs an operation: what goes wrong on purpose, who may call it, is the request valid, then the handler. The
    /// journal has it afterwards.
    /// - Throws: `EmulatorError`, or `BrokenConnection` where that is what a fault does; anything else a handler throws
    ///   is a defect and becomes INTERNAL.
    package func perform(_ served: Served, request: [UInt8], context: CallContext) async throws -> Delivered<[UInt8]> {
        let call = journalCall(served, request, context)
        var context = context
        context.notes = call.notes
        return try await context.world.serve(call, result: { CallResult(body: $0) }) { [context] in
            try admit(served, request, context)
            // A consent page, or a seed, may have made accounts since.
            await context.world.remoteTools.readNew()
            let answer = try await served.operation.handle(request, context)
            await context.world.remoteTools.readNew()
            return answer
        }
    }

    /// The same at once, for callers that must not wait; nil when the operation has to be performed instead.
    package func performQuickly(_ served: Served, request: [UInt8], context: CallContext) throws -> [UInt8]? {
        let world = context.world
        guard world.isInMemory, world.faults.isQuiet, try !world.remoteTools.mayHaveToRead else { return nil }
        let call = journalCall(served, request, context)
        var context = context
        context.notes = call.notes
        do {
            try admit(served, request, context)
            guard let answer = try served.operation.handleQuickly(request, context) else { return nil }
            world.journal.append(call, CallResult(body: answer), at: world.clock.now())
            return answer
        } catch {
            world.journal.append(call, nil, failure: EmulatorError(ofCall: error), at: world.clock.now())
            throw error
        }
    }

    /// A request that named its operation and could not be read.
    package func refuse(_ served: Served, _ error: EmulatorError, context: CallContext) {
        let world = context.world
        world.journal.append(journalCall(served, [], context), nil, failure: error, at: world.clock.now())
    }

    private func journalCall(_ served: Served, _ request: [UInt8], _ context: CallContext) -> JournalCall {
        let (account, notes) = served.subject.notes(of: request, in: context.world)
        return JournalCall(
            door: context.door, operation: served.method.fullName, caller: context.caller.id,
            client: context.client, subject: served.subject, request: request,
            startedAt: context.world.clock.now(), account: account, notes: notes)
    }

    private func admit(_ served: Served, _ request: [UInt8], _ context: CallContext) throws {
        guard served.method.callers.contains(context.caller.kind) else {
            throw EmulatorError(
                .permissionDenied, "\(served.method.fullName) is not open to client credentials",
                hint: "The contract opens this operation to sessions of the dashboard or a portal only.")
        }
        try validator.check(request, as: served.method.input)
    }

    /// Why a gRPC path is not served: the vendor has it and we do not, or nobody has it.
    package func unserved(_ name: String) -> EmulatorError {
        if contract.vendorOperation(name) != nil {
            return EmulatorError(
                .unimplemented, "\(name) is an operation of Scalekit that this emulator does not serve yet",
                errorCode: "OPERATION_NOT_SERVED", hint: "SUPPORTED.md lists what is served.")
        }
        return EmulatorError(.unimplemented, "unknown operation: \(name)", errorCode: "UNKNOWN_OPERATION")
    }
}
