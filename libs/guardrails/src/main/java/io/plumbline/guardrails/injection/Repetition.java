package io.plumbline.guardrails.injection;

/// Notices a text that says the same few words over and over: up to [#LONGEST] words, repeated over [#FLOOD] words.
/// One per text; not thread-safe.
final class Repetition {

    private static final int LONGEST = 8;
    private static final int FLOOD = 48;

    private final long[] last = new long[LONGEST];
    private final int[] runs = new int[LONGEST + 1];
    private int words;

    /// Whether with this word, by its hash, a flood has become plain; true once for each flood.
    boolean isFlood(long word) {
        boolean flood = false;
        for (int period = 1; period <= LONGEST; period++) {
            boolean repeats = words >= period && last[(words - period) % LONGEST] == word;
            runs[period] = repeats ? runs[period] + 1 : 0;
            flood |= runs[period] == FLOOD;
        }
        last[words++ % LONGEST] = word;
        return flood;
    }
}
