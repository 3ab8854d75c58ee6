package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.Evidence.Hit;

/// Follows all signals of a lexicon through the words of a text at once. For each step of each signal it
/// remembers only until when it may come after the step before, as that was last taken: that is enough, since the
/// most recent one leaves the largest gap to the next. So memory is fixed and each word costs a look at the steps
/// that it may be, none for most words. For one text after the other: words are counted on, so that the steps
/// taken in another text lie too far back to matter. Not thread-safe.
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

    /// For each step of each signal, the last word that it may be, and where its signal began when it was last taken.
    private final int[] until;

    private final int[] startOf;
    private int word;
    private int guardAt;
    private int aboutAt;
    private int quotedFrom;
    private boolean rotated;
    private boolean reversed;

    SignalMatcher(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.until = new int[lexicon.steps()];
        this.startOf = new int[lexicon.steps()];
        forgetSteps();
        begin();
    }

    /// Another text comes.
    void begin() {
        if (word > MOST_COUNTED) {
            word = 0;
            forgetSteps();
        }
        guardAt = word;
        aboutAt = word;
        word += FAR;
        quotedFrom = Integer.MAX_VALUE;
        rotated = false;
        reversed = false;
        evidence.clear();
    }

    /// As if none had been taken: the first ones may come at any time.
    private void forgetSteps() {
        for (int state = 0; state < until.length; state++) {
            until[state] = lexicon.isFirst(state) ? Integer.MAX_VALUE : 0;
        }
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
        int now = word;
        for (int state : states) {
            if (state < 0) {
                sign(state);
            } else if (now <= until[state]) {
                step(state, start, end);
            }
        }
    }

    private void sign(int state) {
        switch (state) {
            case Lexicon.GUARD -> guardAt = word;
            case Lexicon.ABOUT -> aboutAt = quotedFrom == Integer.MAX_VALUE ? word : aboutAt;
            case Lexicon.ROTATED -> rotated = true;
            case Lexicon.REVERSED -> reversed = true;
            default -> throw new IllegalArgumentException("no such state: " + state);
        }
    }

    private void step(int state, int start, int end) {
        if (!lexicon.isFirst(state)) {
            take(state, startOf[state - 1], end);
        } else if (!lexicon.isGuarded(state) || word - guardAt > GUARD_REACH) {
            take(state, start, end);
        }
    }

    private void take(int state, int start, int end) {
        startOf[state] = start;
        if (lexicon.isLast(state)) {
            int signal = lexicon.signalOf(state);
            evidence.add(new Hit(signal, weighed(lexicon.signal(signal), start), word, start, end));
        } else {
            until[state + 1] = word + lexicon.gap(state + 1) + 1;
        }
    }

    private Signal weighed(Signal signal, int start) {
        boolean mentioned = start > quotedFrom && word - aboutAt <= ABOUT_REACH;
        return mentioned ? new Signal(signal.family(), signal.weight() * MENTIONED) : signal;
    }
}
