import EmulatorCore
import HTTPTypes
import Hummingbird
import NIOCore

/// A form that somebody posted from one of our pages.
struct PageForm: Sendable {
    static let longest = 256 * 1024

    let values: [String: String]

    /// - Throws: PERMISSION_DENIED when the browser says that it comes from somewhere else.
    init(_ request: Request, origin: String) async throws {
        try Self.refuseOtherSites(request, origin: origin)
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.longest)
        } catch is NIOTooManyBytesError {
            throw EmulatorError(.invalidArgument, "a form may have at most \(Self.longest) bytes")
        }
        values = Dictionary(try FormDecoding.pairs(String(buffer: body))) { _, last in last }
    }

    subscript(name: String) -> String? { values[name] }

    /// Browsers say where a form was posted from. Whoever says nothing is no browser, and holds no cookies of ours.
    private static func refuseOtherSites(_ request: Request, origin: String) throws {
        guard request.isFromThisSite(origin: origin) else {
            throw EmulatorError(.permissionDenied, "another site may not decide here", errorCode: "CROSS_SITE")
        }
    }

    /// The hidden token that our page put into the form.
    func requireToken(_ secret: FormSecret, for subject: String) throws {
        guard secret.isValid(self["csrf_token"], for: subject) else {
            throw EmulatorError(
                .permissionDenied, "this form is not from the page of this link", errorCode: "FORM_TOKEN_INVALID",
                hint: "Open the link again and decide there.")
        }
    }

    /// What the boxes and inputs of a consent say. A client that fills none of the inputs, not even the identity
    /// that every browser sends, takes what the page proposes.
    var approval: Approval {
        let isFromPage = values["identity"] != nil
        return Approval(
            grantedScopes: isFromPage ? names(after: "scope.") : nil,
            fields: Dictionary(uniqueKeysWithValues: names(after: "field.").map { ($0, values["field." + $0] ?? "") }),
            identity: values["identity"])
    }

    private func names(after prefix: String) -> [String] {
        values.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
}

extension Request {
    /// False when the browser says that another site sent this.
    func isFromThisSite(origin: String) -> Bool {
        let site = headers[HTTPField.Name("sec-fetch-site")!]  // A literal that is a valid name.
        let from = headers[.origin]
        let isForeign = from.map { $0 != "null" && $0 != origin } ?? false
        return site != "cross-site" && !isForeign
    }
}
