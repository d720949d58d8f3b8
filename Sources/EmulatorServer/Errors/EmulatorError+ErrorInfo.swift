import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension EmulatorError {
    /// The detail every error carries, on both doors.
    func errorInfo(requestID: String) -> Scalekit_V1_Errdetails_ErrorInfo {
        var info = Scalekit_V1_Errdetails_ErrorInfo()
        info.errorCode = errorCode
        info.requestInfo.requestID = requestID
        if let hint { info.debugInfo.detail = hint }
        if let toolError {
            info.toolErrorInfo.executionID = toolError.executionID
            info.toolErrorInfo.toolErrorCode = toolError.code
            info.toolErrorInfo.toolErrorMessage = toolError.message
        }
        if !violations.isEmpty {
            info.validationErrorInfo.fieldViolations = violations.map { violation in
                var entry = Scalekit_V1_Errdetails_ValidationErrorInfo.FieldViolation()
                entry.field = violation.field
                entry.description_p = violation.description
                entry.constraint = violation.constraint
                return entry
            }
        }
        return info
    }

    /// What a door answers for anything that was thrown: our own errors as they are, decoding failures as bad
    /// input, and everything else as a defect of this server, without its details.
    init(caught error: any Error) {
        switch error {
        case let error as EmulatorError:
            self = error
        case is CancellationError:
            self.init(.cancelled, "the call was cancelled")
        case is BinaryDecodingError, is SwiftProtobufError:
            self.init(
                .invalidArgument, "the request is not a valid protobuf message of this operation's type",
                errorCode: "MALFORMED_REQUEST")
        default:
            self.init(.internal, "the emulator failed to answer; its log says why")
        }
    }
}
