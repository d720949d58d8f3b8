/// The one error the rules throw. Each door translates it once: gRPC status and details, REST body,
/// OAuth body, page.
package struct EmulatorError: Error, Sendable, Equatable {
    /// gRPC status codes, by number.
    package enum Code: Int, Sendable {
        case cancelled = 1
        case unknown = 2
        case invalidArgument = 3
        case deadlineExceeded = 4
        case notFound = 5
        case alreadyExists = 6
        case permissionDenied = 7
        case resourceExhausted = 8
        case failedPrecondition = 9
        case aborted = 10
        case outOfRange = 11
        case unimplemented = 12
        case `internal` = 13
        case unavailable = 14
        case dataLoss = 15
        case unauthenticated = 16
    }

    /// One broken rule of the contract: which field, what is wrong with it, which rule says so.
    package struct FieldViolation: Sendable, Equatable {
        /// Dotted proto path, for example `connected_account.authorization_details`.
        package var field: String
        package var description: String
        /// The rule's id, for example `string.max_len`.
        package var constraint: String

        package init(field: String, description: String, constraint: String) {
            self.field = field
            self.description = description
            self.constraint = constraint
        }
    }

    package var code: Code
    package var message: String
    /// What goes into `ErrorInfo.error_code`; the gRPC status name where the sources name none.
    package var errorCode: String
    package var violations: [FieldViolation]
    /// For people who debug: what to change. Goes into `ErrorInfo.debug_info.detail`.
    package var hint: String?
    /// What a provider answered when a tool failed there; goes into `ErrorInfo.tool_error_info`.
    package var toolError: ToolError?
    /// Seconds after which the caller may try again; doors have a header for it.
    package var retryAfter: Int?

    package struct ToolError: Sendable, Equatable {
        package var executionID: String
        package var code: String
        package var message: String
    }

    package init(
        _ code: Code,
        _ message: String,
        errorCode: String? = nil,
        violations: [FieldViolation] = [],
        hint: String? = nil,
        toolError: ToolError? = nil
    ) {
        self.code = code
        self.message = message
        self.errorCode = errorCode ?? code.name
        self.violations = violations
        self.hint = hint
        self.toolError = toolError
    }
}

extension EmulatorError.Code {
    /// The status name as gRPC writes it, for example `INVALID_ARGUMENT`.
    package var name: String {
        switch self {
        case .cancelled: "CANCELLED"
        case .unknown: "UNKNOWN"
        case .invalidArgument: "INVALID_ARGUMENT"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        case .notFound: "NOT_FOUND"
        case .alreadyExists: "ALREADY_EXISTS"
        case .permissionDenied: "PERMISSION_DENIED"
        case .resourceExhausted: "RESOURCE_EXHAUSTED"
        case .failedPrecondition: "FAILED_PRECONDITION"
        case .aborted: "ABORTED"
        case .outOfRange: "OUT_OF_RANGE"
        case .unimplemented: "UNIMPLEMENTED"
        case .internal: "INTERNAL"
        case .unavailable: "UNAVAILABLE"
        case .dataLoss: "DATA_LOSS"
        case .unauthenticated: "UNAUTHENTICATED"
        }
    }
}

extension EmulatorError {
    /// `connected account not found: …`, with the error code the contract names for it.
    package static func notFound(_ what: String, _ which: String? = nil, hint: String? = nil) -> EmulatorError {
        EmulatorError(
            .notFound, which.map { "\(what) not found: \($0)" } ?? "\(what) not found",
            errorCode: "RESOURCE_NOT_FOUND", hint: hint)
    }

    /// A broken rule that names its field.
    package static func invalid(_ field: String, _ description: String, constraint: String) -> EmulatorError {
        EmulatorError(
            .invalidArgument, "Validation error: \(field) \"\(description)\"",
            violations: [FieldViolation(field: field, description: description, constraint: constraint)])
    }
}
