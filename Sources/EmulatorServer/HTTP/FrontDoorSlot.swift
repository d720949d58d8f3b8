import HTTPTypes
import NIOConcurrencyHelpers

/// Where the listener finds the doors, which are made after it, because links and announcements need the port.
/// A client that is quicker than that is told to try again.
final class FrontDoorSlot: Sendable {
    private let door = NIOLockedValueBox<FrontDoor?>(nil)

    func open(_ front: FrontDoor) { door.withLockedValue { $0 = front } }

    func accept(_ head: RequestHead, _ info: ConnectionInfo) -> Acceptance {
        guard let front = door.withLockedValue({ $0 }) else {
            let head = HTTPResponse(status: .serviceUnavailable, headerFields: [.contentLength: "0"])
            return .immediately(Reply(head: head))
        }
        return front.accept(head, info)
    }
}
