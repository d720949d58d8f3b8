import EmulatorAPI
import Testing

/// What is committed against what it is made from.
struct ContractFreshnessTests {
    @Test func `SUPPORTED.md is what scripts/generate-supported writes`() throws {
        let expected = SupportedDocument.markdown(contract: try ServedAPI.contract, served: OperationTable.names)
        #expect(try RepositoryFile.text("SUPPORTED.md") == expected, "run scripts/generate-supported")
    }

    @Test func `the compiled contract is the committed one`() throws {
        let generated = "Sources/ScalekitProtos/Generated/"
        let committed = try Contract(
            descriptorSet: RepositoryFile.bytes(generated + "contract.binpb"),
            vendorOperations: RepositoryFile.text(generated + "vendor-operations.txt"))
        let compiled = try ServedAPI.contract
        #expect(compiled.vendorOperations == committed.vendorOperations)
        #expect(
            compiled.services.flatMap(\.methods).map(\.fullName)
                == committed.services.flatMap(\.methods).map(\.fullName))
        for service in committed.services {
            let name = try #require(committed.fileContaining(symbol: service.name))
            #expect(compiled.fileDescriptor(named: name)?.bytes == committed.fileDescriptor(named: name)?.bytes)
        }
    }

    @Test func `the list of the vendor's operations is sorted and has none twice`() throws {
        let names = try ServedAPI.contract.vendorOperations.map(\.fullName)
        #expect(names == names.sorted() && Set(names).count == names.count)
        #expect(names.count > 400)
    }
}
