import EmulatorAPI

/// The text of SUPPORTED.md, made from the operation table.
package enum SupportedOperations {
    package static func markdown() throws -> String {
        SupportedDocument.markdown(contract: try API().contract, served: OperationTable.names)
    }
}
