/// A pattern as a small machine: every instruction takes a character or moves on, and a match runs all possible
/// positions side by side, so that no input makes it slow.
enum PatternProgram {
    enum Instruction: Sendable {
        case take(CharacterSet)
        case atStart
        case atEnd
        case split(Int, Int)
        case jump(Int)
        case match
    }

    static func compile(_ tree: PatternTree) -> [Instruction] {
        var program: [Instruction] = []
        append(tree, to: &program)
        program.append(.match)
        return program
    }

    private static func append(_ tree: PatternTree, to program: inout [Instruction]) {
        switch tree {
        case .set(let set): program.append(.take(set))
        case .start: program.append(.atStart)
        case .end: program.append(.atEnd)
        case .sequence(let parts): for part in parts { append(part, to: &program) }
        case .choice(let branches): appendChoice(branches[...], to: &program)
        case .repeated(let part, let range): appendRepeated(part, range, to: &program)
        }
    }

    private static func appendChoice(_ branches: ArraySlice<PatternTree>, to program: inout [Instruction]) {
        guard let branch = branches.first else { return }
        guard branches.count > 1 else { return append(branch, to: &program) }
        let split = program.count
        program.append(.split(split + 1, 0))
        append(branch, to: &program)
        let jump = program.count
        program.append(.jump(0))
        program[split] = .split(split + 1, program.count)
        appendChoice(branches.dropFirst(), to: &program)
        program[jump] = .jump(program.count)
    }

    private static func appendRepeated(
        _ part: PatternTree, _ range: ClosedRange<Int>, to program: inout [Instruction]
    ) {
        for _ in 0..<range.lowerBound { append(part, to: &program) }
        guard range.upperBound == .max else {
            let optional = range.upperBound - range.lowerBound
            var splits: [Int] = []
            for _ in 0..<optional {
                splits.append(program.count)
                program.append(.split(program.count + 1, 0))
                append(part, to: &program)
            }
            for split in splits { program[split] = .split(split + 1, program.count) }
            return
        }
        let split = program.count
        program.append(.split(split + 1, 0))
        append(part, to: &program)
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
    }
}

extension PatternProgram {
    /// Whether the program matches anywhere in the text.
    /// - Parameter text: UTF-8. A character is known by its first byte, see `CharacterSet`.
    static func matches(_ program: [Instruction], _ text: ArraySlice<UInt8>) -> Bool {
        let characters = text.filter { !isContinuation($0) }
        var arrived: [Int] = []
        for position in 0...characters.count {
            var threads = Threads(program, isAtStart: position == 0, isAtEnd: position == characters.count)
            for instruction in arrived { threads.enter(instruction) }
            threads.enter(0)
            if threads.hasMatched { return true }
            guard position < characters.count else { return false }
            arrived = threads.step(over: characters[position])
        }
        return false
    }

    /// The instructions that are alive at one position of the text.
    private struct Threads {
        private let program: [Instruction]
        private let isAtStart: Bool
        private let isAtEnd: Bool
        private var entered: [Bool]
        private var waiting: [(instruction: Int, set: CharacterSet)] = []
        private(set) var hasMatched = false

        init(_ program: [Instruction], isAtStart: Bool, isAtEnd: Bool) {
            self.program = program
            self.isAtStart = isAtStart
            self.isAtEnd = isAtEnd
            entered = [Bool](repeating: false, count: program.count)
        }

        /// Follows everything that takes no character.
        mutating func enter(_ instruction: Int) {
            guard !entered[instruction] else { return }
            entered[instruction] = true
            switch program[instruction] {
            case .take(let set): waiting.append((instruction, set))
            case .match: hasMatched = true
            case .atStart: if isAtStart { enter(instruction + 1) }
            case .atEnd: if isAtEnd { enter(instruction + 1) }
            case .jump(let target): enter(target)
            case .split(let first, let second):
                enter(first)
                enter(second)
            }
        }

        /// Where the threads stand behind a character.
        func step(over character: UInt8) -> [Int] {
            waiting.filter { $0.set.contains(character) }.map { $0.instruction + 1 }
        }
    }
}
