extension Stub {
    enum Key: String, YAMLKeys {
        case tool
        case proxy
        case identifier
        case connection
        case params
        case times
        case answer
        case answers
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        guard let match = Match(map) else { return nil }
        let times = map[.times]?.wholeNumber(1...1_000_000)
        var answers: [Answer] = []
        switch (map[.answer], map[.answers]) {
        case (let one?, nil): answers = [Answer(one)].compactMap(\.self)
        case (nil, let several?): answers = several.list { Answer($0) } ?? []
        case (nil, nil): yaml.refuse("\"answer\" is missing")
        case (_?, let several?): several.refuse("give answer or answers, not both")
        }
        if let several = map[.answers], answers.isEmpty { several.refuse("must not be empty") }
        self.init(match: match, times: times, answers: answers)
    }
}

extension Stub.Match {
    enum ProxyKey: String, YAMLKeys {
        case method
        case path
    }

    init?(_ map: YAMLMapping<Stub.Key>) {
        self.init()
        tool = map[.tool]?.text(.line)
        identifier = map[.identifier]?.text(.line)
        connection = map[.connection]?.text(.line)
        params = map[.params]?.jsonObject().map(JSONValue.object)
        if let proxy = map[.proxy]?.mapping(of: ProxyKey.self) {
            method = proxy[.method]?.text(.line)?.uppercased()
            path = proxy.required(.path)?.text(.requestPath)
        }
        if map[.tool] == nil, map[.proxy] == nil {
            map.value.refuse("say what it is for: \"tool\", or \"proxy\" with method and path")
        } else if map[.tool] != nil, let proxy = map[.proxy] {
            proxy.refuse("give tool or proxy, not both")
        }
        if let mistake = params.flatMap(JSONPattern.mistake) { map[.params]?.refuse(mistake) }
    }
}

extension Stub.Answer {
    enum Key: String, YAMLKeys {
        case status
        case data
        case headers
        case error
        case latency
    }

    enum ErrorKey: String, YAMLKeys {
        case code
        case message
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        let status = map[.status]?.wholeNumber(200...599)
        let headers = (map[.headers]?.entries() ?? []).compactMap { entry in
            entry.value.text(.line).map { UpstreamRequest.Header(entry.key, $0) }
        }
        self.init(
            status: status ?? (map[.error] == nil ? 200 : 400), data: map[.data]?.json(), headers: headers,
            failure: nil, latency: map[.latency]?.latency() ?? 0)
        guard let error = map[.error] else { return }
        if let data = map[.data] { data.refuse("give data or error, not both") }
        if self.status < 400 { map[.status]?.refuse("an error needs a status from 400 on") }
        guard let words = error.mapping(of: ErrorKey.self) else { return }
        let code = words[.code]?.text(.line) ?? Self.code(self.status)
        let message = words[.message]?.text(.line) ?? code.replacing("_", with: " ")
        failure = UpstreamFailure(status: self.status, code: code, message: message)
    }

    private static func code(_ status: Int) -> String {
        switch status {
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "not_found"
        case 409: "conflict"
        case 429: "rate_limited"
        case 500...: "internal_error"
        default: "bad_request"
        }
    }
}
