import EmulatorCore
import HTTPTypes
import NIOHPACK

/// The head of a request. What every call needs is picked out in one pass; the rest stays as the connection carried
/// it and is only turned into something else for a door that asks.
struct RequestHead: Sendable {
    private enum Carried: Sendable {
        case http1(HTTPRequest)
        case http2(HPACKHeaders)
    }

    let method: String
    /// Path and query; empty for a request that has none.
    private(set) var path = ""
    private(set) var authority: String?
    private(set) var contentType: String?
    /// Every value, in the order they came.
    private(set) var authorizations: [String] = []
    /// Which program calls.
    private(set) var client = CallingClient()
    private let carried: Carried

    init(_ request: HTTPRequest) {
        method = request.method.rawValue
        path = request.path ?? ""
        authority = request.authority
        contentType = request.headerFields[.contentType]
        authorizations = request.headerFields[values: .authorization]
        client = CallingClient(
            sdk: request.headerFields[.sdkVersion], apiVersion: request.headerFields[.apiVersion],
            userAgent: request.headerFields[.userAgent])
        carried = .http1(request)
    }

    /// Nil when there is no method, or one that HTTP does not allow; NIO has checked the rest.
    init?(_ headers: HPACKHeaders) {
        var method: String?
        carried = .http2(headers)
        for (name, value, _) in headers {
            switch name {
            case ":method": method = value
            case ":path": path = value
            case ":authority": authority = value
            case "content-type": contentType = contentType ?? value
            case "authorization": authorizations.append(value)
            case "x-sdk-version": client.sdk = value
            case "x-api-version": client.apiVersion = value
            case "user-agent": client.userAgent = value
            default: break
            }
        }
        guard let method, method == "POST" || HTTPRequest.Method(method) != nil else { return nil }
        self.method = method
    }

    /// The first value of any other field.
    subscript(_ name: HTTPField.Name) -> String? {
        switch carried {
        case .http1(let request): request.headerFields[name]
        case .http2(let headers):
            headers.first { $0.name == name.canonicalName }?.value
        }
    }

    /// How often a field is there.
    func count(of name: HTTPField.Name) -> Int {
        switch carried {
        case .http1(let request): request.headerFields[values: name].count
        case .http2(let headers): headers.count { $0.name == name.canonicalName }
        }
    }

    /// The whole head, for those who know HTTPTypes only.
    var request: HTTPRequest {
        switch carried {
        case .http1(let request): request
        case .http2(let headers): HTTPRequest(method: method, path: path, authority: authority, headers)
        }
    }
}

extension HTTPRequest {
    fileprivate init(method: String, path: String, authority: String?, _ headers: HPACKHeaders) {
        // The name was checked when the head was made.
        self.init(method: HTTPRequest.Method(method) ?? .get, scheme: nil, authority: authority, path: path)
        for (name, value, _) in headers {
            if name == ":scheme" {
                scheme = value
            } else if let name = HTTPField.Name(name) {
                headerFields.append(HTTPField(name: name, value: value))
            }
        }
    }
}

extension HTTPField.Name {
    fileprivate static let sdkVersion = HTTPField.Name("x-sdk-version")!  // A literal that is a valid name.
    fileprivate static let apiVersion = HTTPField.Name("x-api-version")!  // A literal that is a valid name.
}
