import Synchronization

/// What follows from a value that never changes, made when it is first asked for.
package final class Remembered<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)

    package init() {}

    package func value(_ make: () throws -> Value) rethrows -> Value {
        if let made = made.withLock({ $0 }) { return made }
        let value = try make()
        made.withLock { $0 = value }
        return value
    }
}

extension Remembered: Equatable {
    /// It says nothing about what it belongs to.
    package static func == (_: Remembered, _: Remembered) -> Bool { true }
}
