package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.Evidence.Hit;
import java.util.Arrays;

/// Follows all signals of a lexicon through the words of a text at once. For each step of each signal it
/// remembers only when it was last taken: that is enough, since the most recent one leaves the largest gap to
/// the next. So memory is fixed and each word costs the steps that it may take, none for most words. For one
/// text after the other: words are counted on, so that the steps taken in another text lie too far back to
/// matter. Not thread-safe.
final class SignalMatcher {

    /// More words than between any step and the next.
    private static final int FAR = 1_000;

    private static final int MOST_COUNTED = 1 << 30;
    private static final int GUARD_REACH = 2;
    private static final int SENTENCE = 2;
    private static final int ABOUT_REACH = 14;

    /// What is left of the weight of a signal that is quoted to talk about it.
    private static final double MENTIONED = 0.15;

    private final Lexicon lexicon;
    private final Evidence evidence = new Evidence();

    /// For each step of each signal, at which word it was last taken and where its signal began.
    private final int[] takenAt;

    private final int[] startOf;
    private int word;
    private int guardAt;
    private int aboutAt;
    private int quotedFrom;
    private boolean rotated;
    private boolean reversed;

    SignalMatcher(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.takenAt = new int[lexicon.steps()];
        this.startOf = new int[lexicon.steps()];
        begin();
    }

    /// Another text comes.
    void begin() {
        if (word > MOST_COUNTED) {
            word = 0;
            Arrays.fill(takenAt, 0);
        }
        guardAt = word;
        aboutAt = word;
        word += FAR;
        quotedFrom = Integer.MAX_VALUE;
        rotated = false;
        reversed = false;
        evidence.clear();
    }

    Evidence evidence() {
        return evidence;
    }

    /// Whether a word came that is a telling one by thirteen letters further on.
    boolean sawRotated() {
        return rotated;
    }

    /// Whether a word came that is a telling one from its end.
    boolean sawReversed() {
        return reversed;
    }

    int word() {
        return word;
    }

    /// A word that no signal knows.
    void unknown() {
        word++;
    }

    /// A word, by the states that it leads to.
    void word(int[] states, int start, int end) {
        word++;
        step(states, start, end);
    }

    /// A punctuation mark: part of signals, but not counted as a word.
    void mark(int[] states, int at) {
        step(states, at, at + 1);
    }

    /// A quotation mark, which begins a quotation or ends it.
    void quotation(int at) {
        quotedFrom = quotedFrom == Integer.MAX_VALUE ? at : Integer.MAX_VALUE;
    }

    /// Sentences keep signals apart, though not as a wall: whoever hides an order may end it with a full
    /// stop.
    void sentenceEnds() {
        word += SENTENCE;
    }

    private void step(int[] states, int start, int end) {
        for (int state : states) {
            if (state == Lexicon.GUARD) {
                guardAt = word;
            } else if (state == Lexicon.ABOUT) {
                aboutAt = quotedFrom == Integer.MAX_VALUE ? word : aboutAt;
            } else if (state == Lexicon.ROTATED) {
                rotated = true;
            } else if (state == Lexicon.REVERSED) {
                reversed = true;
            } else if (lexicon.isFirst(state)) {
                boolean guarded = lexicon.isGuarded(state) && word - guardAt <= GUARD_REACH;
                if (!guarded) {
                    take(state, start, end);
                }
            } else if (word - takenAt[state - 1] <= lexicon.gap(state) + 1) {
                take(state, startOf[state - 1], end);
            }
        }
    }

    private void take(int state, int start, int end) {
        takenAt[state] = word;
        startOf[state] = start;
        if (lexicon.isLast(state)) {
            int signal = lexicon.signalOf(state);
            evidence.add(new Hit(signal, weighed(lexicon.signal(signal), start), word, start, end));
        }
    }

    private Signal weighed(Signal signal, int start) {
        boolean mentioned = start > quotedFrom && word - aboutAt <= ABOUT_REACH;
        return mentioned ? new Signal(signal.family(), signal.weight() * MENTIONED) : signal;
    }
}
