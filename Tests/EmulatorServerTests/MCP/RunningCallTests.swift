import EmulatorCore
import Testing

@testable import EmulatorServer

struct RunningCallTests {
    private let answer = [RPCAnswer(id: .number(1), outcome: .success([:]))]

    private func names(of call: RunningCall) async -> [String] {
        var names: [String] = []
        for await event in call.events {
            switch event {
            case .waiting: names.append("waiting")
            case .answered(let answers):
                if case .failure? = answers.first?.outcome { names.append("failed") } else { names.append("answered") }
            }
        }
        return names
    }

    private func watch(patience: Duration = .seconds(60), keepalive: Duration = .seconds(60)) -> CallWatch {
        var limits = MCPLimits()
        limits.patience = patience
        limits.keepalive = keepalive
        return CallWatch(limits: limits)
    }

    @Test func `a quick call only answers`() async {
        let answer = answer
        let call = RunningCall(watch: watch(), place: nil) { answer }
        #expect(await names(of: call) == ["answered"])
    }

    @Test func `a slow call says that it is alive, now and then`() async {
        let (answer, watch) = (answer, watch(patience: .zero))
        let call = RunningCall(watch: watch, place: nil) {
            for _ in 0..<5 { watch.tick() }
            return answer
        }
        #expect(await names(of: call) == ["waiting", "answered"])
        let often = self.watch(patience: .zero, keepalive: .zero)
        let another = RunningCall(watch: often, place: nil) {
            for _ in 0..<3 { often.tick() }
            return answer
        }
        #expect(await names(of: another) == ["waiting", "waiting", "waiting", "answered"])
    }

    @Test func `a call that is over is not watched any more`() async {
        let (answer, watch) = (answer, watch(patience: .zero))
        let call = RunningCall(watch: watch, place: nil) { answer }
        #expect(await names(of: call) == ["answered"])
        watch.tick()
    }

    @Test func `a call that is cancelled from outside answers that`() async {
        let gauge = MCPGauge()
        let answer = answer
        let call = RunningCall(
            watch: watch(), place: gauge.take(.call),
            cancellation: { give in
                give([RPCAnswer(id: .number(1), outcome: .failure(RPCError(.requestCancelled, "x")))])
            }
        ) {
            try? await Task.sleep(for: .seconds(60))
            return answer
        }
        #expect(await names(of: call) == ["failed"])
    }

    @Test(.timeLimit(.minutes(1))) func `a call whose client has gone gives its place back`() async throws {
        let gauge = MCPGauge()
        do {
            let call = RunningCall(watch: watch(), place: gauge.take(.call)) {
                try? await Task.sleep(for: .seconds(3600))
                return []
            }
            #expect(gauge.count(.call) == 1)
            withExtendedLifetime(call) {}
        }
        while gauge.count(.call) > 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func `a place is given back by whoever held it last`() {
        let gauge = MCPGauge()
        var first = gauge.take(.stream, atMost: 1)
        #expect(gauge.take(.stream, atMost: 1) == nil)
        #expect(gauge.count(.stream) == 1)
        withExtendedLifetime(first) {}
        first = nil
        #expect(gauge.count(.stream) == 0)
    }
}
