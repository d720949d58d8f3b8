/// A mail or a part of one: headers and a body, which may be parts again (RFC 2045, RFC 2046).
struct MIMEEntity: Sendable {
    var headers: MIMEHeaders
    /// As it travels.
    let body: ArraySlice<UInt8>
    let parts: [MIMEEntity]

    /// Parts inside parts deeper than this are not looked at.
    private static let maximumDepth = 16

    init(_ bytes: some Collection<UInt8>) { self.init(ArraySlice(bytes), depth: 0) }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int) {
        let (head, body) = Self.split(bytes)
        headers = MIMEHeaders(text: String(decoding: head, as: UTF8.self))
        self.body = body
        let type = MIMEParameters(headers.raw("Content-Type") ?? "text/plain")
        guard depth < Self.maximumDepth, type.value.hasPrefix("multipart/"), let boundary = type["boundary"] else {
            parts = []
            return
        }
        parts = Self.parts(of: body, boundary: boundary).map { MIMEEntity($0, depth: depth + 1) }
    }

    var contentType: MIMEParameters { MIMEParameters(headers.raw("Content-Type") ?? "text/plain") }

    /// Empty for a part that is no file.
    var fileName: String {
        let disposition = headers.raw("Content-Disposition").map { MIMEParameters($0) }
        return disposition?["filename"] ?? contentType["name"] ?? ""
    }

    var isText: Bool { contentType.value.hasPrefix("text/") }

    /// Decoded; text in UTF-8, whatever it was written in.
    var content: [UInt8] {
        let bytes =
            switch headers.raw("Content-Transfer-Encoding")?.lowercased() {
            case "base64": MIMEEncoding.base64(String(decoding: body, as: UTF8.self))
            case "quoted-printable": MIMEEncoding.quotedPrintable(body)
            default: Array(body)
            }
        guard isText, fileName.isEmpty, let charset = contentType["charset"] else { return bytes }
        return Array(MIMEEncoding.text(bytes, charset: charset).utf8)
    }

    /// The whole as it travels.
    var bytes: [UInt8] { Array(headers.text.utf8) + [13, 10] + body }

    /// Lines end as they like: with CR LF, as they should, or with LF.
    private static func split(_ bytes: ArraySlice<UInt8>) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: 10) ?? bytes.endIndex
            let next = min(end + 1, bytes.endIndex)
            let line = bytes[start..<end]
            if line.isEmpty || line.elementsEqual([13]) { return (bytes[..<start], bytes[next...]) }
            start = next
        }
        return (bytes, bytes[bytes.endIndex...])
    }

    private static func parts(of body: ArraySlice<UInt8>, boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var partStart: Int?
        var start = body.startIndex
        while start < body.endIndex {
            let end = body[start...].firstIndex(of: 10) ?? body.endIndex
            let line = body[start..<end]
            if line.starts(with: mark) {
                let rest = String(decoding: line.dropFirst(mark.count), as: UTF8.self).trimmed
                guard rest.isEmpty || rest == "--" else {
                    start = min(end + 1, body.endIndex)
                    continue
                }
                if let partStart { parts.append(withoutLastBreak(body[partStart..<start])) }
                partStart = rest == "--" ? nil : min(end + 1, body.endIndex)
                if rest == "--" { return parts }
            }
            start = min(end + 1, body.endIndex)
        }
        if let partStart { parts.append(body[partStart...]) }
        return parts
    }

    /// The line break before a boundary belongs to the boundary.
    private static func withoutLastBreak(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard part.last == 10 else { return part }
        let part = part.dropLast()
        return part.last == 13 ? part.dropLast() : part
    }
}
