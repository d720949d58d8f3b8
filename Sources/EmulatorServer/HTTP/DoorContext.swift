import Hummingbird
import Logging
import NIOCore

/// What the routes that are not operations know about a request.
struct DoorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    var info: ConnectionInfo
    /// Where the client reached us; see `Origins`.
    var origin: String
    /// Whether the request's host is one of this server's names.
    var isKnownHost: Bool
    var requestID: String

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        info = source.info
        origin = source.origin
        isKnownHost = source.isKnownHost
        requestID = source.requestID
    }

    struct Source: RequestContextSource {
        var info: ConnectionInfo
        var origin: String
        var isKnownHost: Bool
        var requestID: String
        var logger: Logger
    }
}
