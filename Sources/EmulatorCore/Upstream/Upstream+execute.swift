extension Upstream {
    /// Runs a tool: which tool, which account, may it be used, do the parameters fit, then the call itself. Whatever
    /// comes of it is in the log.
    ///
    /// A failure of the provider is TOOL_ERROR with the code of its HTTP status; everything else that goes wrong is
    /// an error of its own kind, and nothing was sent.
    package func execute(_ request: ToolCallRequest) async throws -> ExecutedTool {
        switch try course(of: request, mayLeave: true) {
        case .answered(let outcome):
            if outcome.delay > 0 { try await Task.sleep(for: .seconds(outcome.delay)) }
            return try outcome.result.get()
        case .leaving(let departure): return try await forwardTool(departure)
        }
    }

    /// The same for a call that is answered here.
    /// - Parameter admit: looks at the environment first; what it throws undoes the call as if it had never been.
    /// - Throws: `MustLeave` when a real provider would have to answer; nothing has happened then.
    func executeHere(_ request: ToolCallRequest, if admit: (Store.Session) throws -> Void = { _ in }) throws
        -> Outcome<ExecutedTool>
    {
        guard case .answered(let outcome) = try course(of: request, mayLeave: false, if: admit) else {
            throw MustLeave()
        }
        return outcome
    }

    /// A call would have to leave for its provider, and whoever made it cannot wait.
    struct MustLeave: Error {}

    private func course(
        of request: ToolCallRequest, mayLeave: Bool, if admit: (Store.Session) throws -> Void = { _ in }
    ) throws -> Course<ExecutedTool> {
        try world.toolCalls.logging(request) { entry, session in
            try admit(session)
            let course = try run(request, &entry, in: session)
            switch course {
            case .answered(let outcome): return .over(course, outcome.failure)
            case .leaving:
                guard mayLeave else { throw MustLeave() }
                return .goingOn(course)
            }
        }
    }

    private func run(_ request: ToolCallRequest, _ entry: inout ToolCall, in session: Store.Session) throws
        -> Course<ExecutedTool>
    {
        let tool = try tool(request, in: session)
        entry.note(tool)
        let found = try account(request.account, for: tool, notes: request.notes, in: session)
        entry.note(found.account)
        request.notes?.note(found.account)
        let target = try target(found, in: session)
        let params = try arguments(request.params, of: tool)
        var upstream =
            tool.request?.request(params, baseURL: target.baseURL)
            ?? UpstreamRequest(method: "POST", baseURL: target.baseURL, path: "/", body: .json(.object(params)))
        credential(of: target).authorize(&upstream)
        let call = UpstreamCall(target: target, request: upstream, tool: tool, params: params)
        switch try answer(call, in: session) {
        case .here(let answer):
            noteUse(of: target.account)
            let result = result(of: answer.response, executionID: entry.executionID)
            return .answered(Outcome(result: result, delay: answer.delay))
        case .outside(let errand):
            noteUse(of: target.account)
            return .leaving(departure(errand, entry))
        case nil: throw try nobody(call, in: session)
        }
    }

    private func tool(_ request: ToolCallRequest, in session: Store.Session) throws -> Tool {
        let directory = try ToolDirectory(world: world, in: session)
        let tool = try world.tools.find(request.tool, in: directory)
        guard tool.takesVersions else { return tool }
        let schema = request.params["schema_version"]?.string
        let version = request.params["tool_version"]?.string
        if let chosen = try directory.tool(named: tool.name, schemaVersion: schema, toolVersion: version) {
            return chosen
        }
        let known = try directory.versions(of: tool.name).map { "\($0.schemaVersion)/\($0.toolVersion)" }
        throw EmulatorError.invalid(
            schema == nil ? "params.tool_version" : "params.schema_version",
            "there is no such version; known (schema version/tool version): \(known.joined(separator: ", "))",
            constraint: "tool.version")
    }

    /// The parameters as they go out: checked, with the schema's defaults, without nulls where none is asked for.
    private func arguments(_ given: [String: JSONValue], of tool: Tool) throws -> [String: JSONValue] {
        let schema = tool.inputSchema
        var params = given
        for (name, value) in given where value.isNull && !schema.required.contains(name) { params[name] = nil }
        for (name, property) in schema.properties where params[name] == nil {
            if let standard = property["default"], !standard.isNull { params[name] = standard }
        }
        let violations = schema.violations(in: .object(params), at: "params")
        guard let first = violations.first else {
            params["schema_version"] = nil
            params["tool_version"] = nil
            return params
        }
        throw EmulatorError(
            .invalidArgument, "Validation error: \(first.field) \"\(first.description)\"", violations: violations,
            hint: "The parameters of \(tool.name) are in the input_schema of its definition.")
    }

    func result(of response: UpstreamResponse, executionID: String) -> Result<ExecutedTool, EmulatorError> {
        guard !response.isFailure else {
            return .failure(ToolFailure(response).error(executionID: executionID))
        }
        return .success(ExecutedTool(data: response.data, executionID: executionID))
    }
}

extension Upstream.Outcome {
    var failure: EmulatorError? { if case .failure(let error) = result { error } else { nil } }
}

extension UpstreamResponse {
    /// The answer as an object, because nothing else fits into a Struct: lists and single values stand under
    /// `result`, other bodies under `content`. Providers answer some calls with nothing, which is an empty object.
    var data: [String: JSONValue] {
        switch body {
        case .none: [:]
        case .json(.object(let members)): members
        case .json(let value): ["result": value]
        case .bytes(let bytes, let type):
            ["content": .string(String(decoding: bytes, as: UTF8.self)), "content_type": .string(type)]
        }
    }
}
