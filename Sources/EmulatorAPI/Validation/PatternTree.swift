/// A regular expression, parsed.
indirect enum PatternTree: Sendable {
    case set(CharacterSet)
    case start
    case end
    case sequence([PatternTree])
    case choice([PatternTree])
    /// `upperBound` is `.max` without a limit.
    case `repeated`(PatternTree, ClosedRange<Int>)
}

extension PatternTree {
    /// Set when the pattern is `^[class]{n,m}$`: then the whole text is characters of one class.
    var wholeTextClass: (set: CharacterSet, repeats: ClosedRange<Int>)? {
        guard case .sequence(let parts) = self, parts.count == 3,
            case .start = parts[0], case .repeated(.set(let set), let range) = parts[1], case .end = parts[2]
        else { return nil }
        return (set, range)
    }
}
