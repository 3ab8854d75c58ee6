package io.plumbline.personaldata.automaton;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The states of the patterns (Thompson 1968), with one start state that all share.
final class Nfa {

    private static final int NOWHERE = -1;
    private static final int MOST_STATES = 40_000;

    private final List<State> states = new ArrayList<>();
    private final BitSet beginning = new BitSet();

    /// @param symbols the symbols that lead to `next`; null if none is needed
    /// @param other another state that is reached without a symbol
    /// @param accepts the pattern that is complete here
    private record State(@Nullable BitSet symbols, int next, int other, int accepts) {}

    Nfa(List<Node> patterns) {
        for (int pattern = 0; pattern < patterns.size(); pattern++) {
            int end = add(new State(null, NOWHERE, NOWHERE, pattern));
            closeOver(compile(patterns.get(pattern), end), beginning);
        }
    }

    /// All states at the start.
    BitSet beginning() {
        return beginning;
    }

    /// The sets of symbols that the patterns distinguish, always including the digits.
    Iterable<BitSet> sets() {
        List<BitSet> sets = new ArrayList<>();
        BitSet digits = new BitSet();
        digits.set('0', '9' + 1);
        sets.add(digits);
        for (State state : states) {
            if (state.symbols() != null) {
                sets.add(state.symbols());
            }
        }
        return sets;
    }

    /// The states that a symbol leads to from these states.
    BitSet move(BitSet from, char symbol) {
        BitSet to = new BitSet();
        for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
            State state = states.get(i);
            if (state.symbols() != null && state.symbols().get(symbol)) {
                closeOver(state.next(), to);
            }
        }
        return to;
    }

    /// The patterns that are complete in one of these states.
    int[] accepted(BitSet in) {
        return in.stream()
                .map(state -> states.get(state).accepts())
                .filter(pattern -> pattern != NOWHERE)
                .sorted()
                .toArray();
    }

    private int compile(Node node, int next) {
        return switch (node) {
            case Node.One one -> add(new State(one.symbols(), next, NOWHERE, NOWHERE));
            case Node.Sequence sequence -> {
                int to = next;
                for (Node part : sequence.parts().reversed()) {
                    to = compile(part, to);
                }
                yield to;
            }
            case Node.Choice choice -> {
                int to = NOWHERE;
                for (Node option : choice.options()) {
                    to = either(compile(option, next), to);
                }
                yield to;
            }
            case Node.Repeated repeated -> repeated(repeated, next);
        };
    }

    private int repeated(Node.Repeated repeated, int next) {
        int to = next;
        if (repeated.most() < 0) {
            int loop = either(NOWHERE, next);
            states.set(loop, new State(null, compile(repeated.part(), loop), next, NOWHERE));
            to = loop;
        }
        for (int i = repeated.least(); i < repeated.most(); i++) {
            to = either(compile(repeated.part(), to), next);
        }
        for (int i = 0; i < repeated.least(); i++) {
            to = compile(repeated.part(), to);
        }
        return to;
    }

    private int either(int one, int other) {
        return add(new State(null, one, other, NOWHERE));
    }

    private int add(State state) {
        if (states.size() >= MOST_STATES) {
            throw new PatternException("The patterns are too long once their repetitions are expanded.");
        }
        states.add(state);
        return states.size() - 1;
    }

    private void closeOver(int state, BitSet into) {
        if (state == NOWHERE || into.get(state)) {
            return;
        }
        into.set(state);
        if (states.get(state).symbols() == null) {
            closeOver(states.get(state).next(), into);
            closeOver(states.get(state).other(), into);
        }
    }
}
