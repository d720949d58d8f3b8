import NIOCore
import NIOHPACK

/// Where an exchange's answer goes: an HTTP/1 connection, or one stream of an HTTP/2 connection. Used on its event
/// loop only. What is written to one that has gone is dropped.
protocol ReplySink {
    var eventLoop: any EventLoop { get }

    /// A whole answer. An early one overtakes its request, of which no more is wanted.
    func write(_ head: Reply.Head, _ body: ByteBuffer?, trailers: HPACKHeaders?, isEarly: Bool)
    /// The head of a streamed answer.
    func open(_ head: Reply.Head)
    func write(_ piece: ByteBuffer, promise: EventLoopPromise<Void>?)
    /// Ends a streamed answer.
    func end(_ trailers: HPACKHeaders?, isEarly: Bool)
    /// Holds the request up until `resume`; what is on its way already still comes.
    func pause()
    func resume()
    /// Breaks a streamed answer off, so that nobody takes it for complete.
    func reset()
    /// Breaks off the connection and everything on it, as a machine between the two would.
    func breakConnection()
}
