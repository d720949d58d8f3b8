import EmulatorAPI
import Testing

/// The operation table against the contract that is compiled into the binary.
struct OperationTableTests {
    @Test func `has every operation once, with the types of the contract`() throws {
        let contract = try ServedAPI.contract
        #expect(OperationTable.names.count == OperationTable.all.count)
        for operation in OperationTable.all {
            let method = try #require(contract.method(operation.name), "\(operation.name) is not in the contract")
            #expect(method.input.fullName == operation.requestType, "\(operation.name)")
            #expect(method.output.fullName == operation.responseType, "\(operation.name)")
        }
    }

    @Test func `serves only what the vendor has and what a client credential may call`() throws {
        let contract = try ServedAPI.contract
        for operation in OperationTable.all {
            let vendor = try #require(contract.vendorOperation(operation.name))
            let method = try #require(contract.method(operation.name))
            #expect(method.callers == vendor.callers, "\(operation.name)")
            #expect(method.callers.contains(.client), "\(operation.name)")
            let bindings = method.bindings.map { "\($0.verb) \($0.template.text)" }
            #expect(bindings == vendor.bindings.map { "\($0.verb) \($0.template.text)" }, "\(operation.name)")
        }
    }

    @Test func `leaves no operation of our own protos unserved`() throws {
        let contract = try ServedAPI.contract
        for service in contract.services where service.name.hasPrefix("scalekit.") {
            for method in service.methods {
                #expect(OperationTable.names.contains(method.fullName), "\(method.fullName) has no handler")
            }
        }
    }

    @Test func `finds every served operation by each of its bindings`() throws {
        let api = try ServedAPI.api
        for operation in OperationTable.all {
            let method = try #require(api.served(operation.name)?.method)
            #expect(!method.bindings.isEmpty)
            for binding in method.bindings {
                let path = binding.template.text.replacing("{", with: "").replacing("}", with: "")
                guard case .operation(let found, let route, _) = api.routes.match(verb: binding.verb, path: path) else {
                    Issue.record("\(binding.verb) \(path) does not lead to \(operation.name)")
                    continue
                }
                #expect(found.fullName == operation.name && route == binding)
            }
        }
    }
}
