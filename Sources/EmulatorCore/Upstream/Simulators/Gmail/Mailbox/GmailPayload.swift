/// The tree of parts that Gmail shows of a message.
enum GmailPayload {
    /// - Parameter attachmentID: makes an id for a part whose data are fetched on their own.
    static func json(_ entity: MIMEEntity, partID: String = "", attachmentID: () throws -> String) rethrows
        -> JSONValue
    {
        let parts = try entity.parts.enumerated().map { index, part in
            try json(part, partID: partID.isEmpty ? "\(index)" : "\(partID).\(index)", attachmentID: attachmentID)
        }
        let headers = entity.headers.fields.map { field -> JSONValue in
            ["name": .string(field.name), "value": .string(MIMEWord.decoded(field.value))]
        }
        return .google([
            "partId": .string(partID), "mimeType": .string(entity.contentType.value),
            "filename": .string(entity.fileName), "headers": .array(headers),
            "body": try body(entity, attachmentID: attachmentID), "parts": .array(parts),
        ])
    }

    private static func body(_ entity: MIMEEntity, attachmentID: () throws -> String) rethrows -> JSONValue {
        guard entity.parts.isEmpty else { return ["size": 0] }
        let content = entity.content
        let size = JSONValue.int(content.count)
        if !entity.fileName.isEmpty || !entity.isText {
            return ["attachmentId": .string(try attachmentID()), "size": size]
        }
        return content.isEmpty ? ["size": size] : ["size": size, "data": .string(MIMEEncoding.base64URL(content))]
    }

    /// The parts of a payload that hold something, from top to bottom.
    static func leaves(_ payload: JSONValue) -> [JSONValue] {
        guard let parts = payload["parts"]?.array, !parts.isEmpty else { return [payload] }
        return parts.flatMap(leaves)
    }

    /// The part with that id, `0.1` for example; the whole when it is empty.
    static func part(_ id: String, of entity: MIMEEntity) -> MIMEEntity? {
        id.split(separator: ".").reduce(entity) { entity, step in
            guard let entity, let index = Int(step), entity.parts.indices.contains(index) else { return nil }
            return entity.parts[index]
        }
    }
}
