package io.plumbline.personaldata.automaton;

import java.util.BitSet;
import java.util.List;

/// A part of a pattern.
sealed interface Node {

    /// One symbol of a set.
    record One(BitSet symbols) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Choice(List<Node> options) implements Node {}

    /// @param most -1 for any number
    record Repeated(Node part, int least, int most) implements Node {}
}
