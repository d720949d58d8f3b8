/// An answer that somebody set for certain calls.
package struct Stub: Sendable, Equatable {
    package var match: Match
    /// How often it answers; nil for always.
    package var times: Int?
    /// Used in turn; the last one again and again.
    package var answers: [Answer]

    /// Which calls it is for; what is nil demands nothing.
    package struct Match: Sendable, Equatable {
        package var tool: String?
        package var method: String?
        /// With `*` for any text.
        package var path: String?
        /// With `*` for any text.
        package var identifier: String?
        /// With `*` for any text.
        package var connection: String?
        /// Members that have to be there, with these values or patterns. For a proxied call its query and body.
        package var params: JSONValue?
    }

    package struct Answer: Sendable, Equatable {
        package var status: Int
        /// With placeholders.
        package var data: JSONValue?
        package var headers: [UpstreamRequest.Header]
        /// Worded as the provider words failures.
        package var failure: UpstreamFailure?
        /// Seconds.
        package var latency: Double
    }
}

/// A stub with what became of it.
package struct StubState: Sendable, Equatable {
    package var id: String
    package var stub: Stub
    /// As it was given.
    package var definition: JSONValue
    package var hits: Int
    /// Why it did not answer the last call that it did not answer.
    package var lastMiss: String?
}
