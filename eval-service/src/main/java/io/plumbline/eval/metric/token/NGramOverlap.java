package io.plumbline.eval.metric.token;

import java.util.Arrays;
import java.util.List;

/// Counts the n-grams that a hypothesis shares with its references, each at most as often as in the reference
/// with the most occurrences: the clipped matches of BLEU, ROUGE-N and chrF.
///
/// It processes one order after the other. An n-gram is the pair of its first n−1 tokens, represented by their
/// slot in the previous order's table, and its last token: one exact 64-bit key, so no n-gram is ever built or
/// compared as a sequence. Only references are stored; a hypothesis n-gram with an unknown prefix cannot match.
/// Time is linear in tokens × orders, memory in tokens.
public final class NGramOverlap {

    private static final long FREE = -1;
    private static final int ABSENT = -1;

    private final int[] hypothesis;
    private final List<int[]> references;
    private final int[] hypothesisPrefixes;
    private final int[][] referencePrefixes;
    private final long[] keys;
    private final int[] limits;
    private final int[] counts;

    private NGramOverlap(int[] hypothesis, List<int[]> references) {
        this.hypothesis = hypothesis;
        this.references = references;
        hypothesisPrefixes = new int[hypothesis.length];
        referencePrefixes = new int[references.size()][];
        int grams = 0;
        for (int r = 0; r < referencePrefixes.length; r++) {
            int length = references.get(r).length;
            referencePrefixes[r] = new int[length];
            grams += length;
        }
        int slots = Integer.highestOneBit(Math.max(grams, 4)) * 4;
        keys = new long[slots];
        limits = new int[slots];
        counts = new int[slots];
    }

    /// Returns the number of clipped matches for each order from 1 to `maximumOrder`.
    public static int[] matches(int[] hypothesis, List<int[]> references, int maximumOrder) {
        NGramOverlap overlap = new NGramOverlap(hypothesis, references);
        int[] matches = new int[maximumOrder];
        for (int order = 1; order <= maximumOrder; order++) {
            overlap.enterReferences(order);
            matches[order - 1] = overlap.matchHypothesis(order);
            if (matches[order - 1] == 0) {
                break;
            }
        }
        return matches;
    }

    /// Returns the number of n-grams of an order in a text.
    public static int total(int tokens, int order) {
        return Math.max(0, tokens - order + 1);
    }

    private void enterReferences(int order) {
        Arrays.fill(keys, FREE);
        Arrays.fill(limits, 0);
        Arrays.fill(counts, 0);
        for (int r = 0; r < referencePrefixes.length; r++) {
            int[] tokens = references.get(r);
            int[] prefixes = referencePrefixes[r];
            int total = total(tokens.length, order);
            for (int i = 0; i < total; i++) {
                int slot = enter(key(prefixes[i], tokens[i + order - 1]));
                prefixes[i] = slot;
                limits[slot] = Math.max(limits[slot], ++counts[slot]);
            }
            for (int i = 0; i < total; i++) {
                counts[prefixes[i]] = 0;
            }
        }
    }

    private int matchHypothesis(int order) {
        int matches = 0;
        int total = total(hypothesis.length, order);
        for (int i = 0; i < total; i++) {
            if (hypothesisPrefixes[i] == ABSENT) {
                continue;
            }
            int slot = find(key(hypothesisPrefixes[i], hypothesis[i + order - 1]));
            hypothesisPrefixes[i] = slot;
            if (slot != ABSENT && ++counts[slot] <= limits[slot]) {
                matches++;
            }
        }
        return matches;
    }

    private static long key(int prefix, int token) {
        return ((long) prefix << 32) | token;
    }

    private int enter(long key) {
        int mask = keys.length - 1;
        int slot = SeededHash.of(key) & mask;
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                keys[slot] = key;
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int slot = SeededHash.of(key) & mask;
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                return ABSENT;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
