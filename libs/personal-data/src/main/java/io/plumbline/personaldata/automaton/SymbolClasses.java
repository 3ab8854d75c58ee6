package io.plumbline.personaldata.automaton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/// Equivalence classes of symbols: symbols that no pattern distinguishes share a class.
final class SymbolClasses {

    private static final int ASCII = 128;
    private static final char ANY_OTHER = Character.MAX_VALUE;

    private final short[] ofAscii = new short[ASCII];
    private final char[] others;
    private final short[] ofOthers;
    private final short ofRest;
    private final String samples;

    /// @param sets the sets of symbols that patterns name
    SymbolClasses(Iterable<BitSet> sets) {
        LinkedHashSet<BitSet> distinct = new LinkedHashSet<>();
        sets.forEach(distinct::add);
        BitSet named = named(distinct);
        Map<BitSet, Short> classes = new HashMap<>();
        StringBuilder found = new StringBuilder();
        this.others = new char[named.cardinality() - ASCII];
        this.ofOthers = new short[others.length];
        int count = 0;
        short last = 0;
        for (int c = named.nextSetBit(0); c >= 0; c = named.nextSetBit(c + 1)) {
            BitSet signature = signature(c, distinct);
            Short known = classes.putIfAbsent(signature, (short) found.length());
            last = known == null ? (short) found.length() : known;
            if (known == null) {
                found.append((char) c);
            }
            if (c < ASCII) {
                ofAscii[c] = last;
            } else {
                others[count] = (char) c;
                ofOthers[count] = last;
                count++;
            }
        }
        this.ofRest = last; // of the one named last, which stands for all that have no name
        this.samples = found.toString();
    }

    /// All symbols that some set distinguishes, and one that no set does.
    private static BitSet named(Iterable<BitSet> sets) {
        BitSet named = new BitSet();
        named.set(0, ASCII);
        for (BitSet set : sets) {
            BitSet few = (BitSet) set.clone();
            if (few.get(ANY_OTHER)) {
                few.flip(0, ANY_OTHER + 1);
            }
            named.or(few);
        }
        named.set(ANY_OTHER);
        return named;
    }

    private static BitSet signature(int symbol, Iterable<BitSet> sets) {
        BitSet signature = new BitSet();
        int i = 0;
        for (BitSet set : sets) {
            signature.set(i++, set.get(symbol));
        }
        return signature;
    }

    int size() {
        return samples.length();
    }

    /// A symbol of a class.
    char sample(int of) {
        return samples.charAt(of);
    }

    int classOf(char symbol) {
        if (symbol < ASCII) {
            return ofAscii[symbol];
        }
        int other = Arrays.binarySearch(others, symbol);
        return other < 0 ? ofRest : ofOthers[other];
    }
}
