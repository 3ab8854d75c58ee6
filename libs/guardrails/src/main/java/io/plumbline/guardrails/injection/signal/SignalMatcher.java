package io.plumbline.guardrails.injection.signal;

import io.plumbline.guardrails.injection.signal.InjectionEvidence.Hit;

/// Follows all signals of a lexicon through the words of a text at once. For each step of each signal it stores
/// only how long it may follow the last occurrence of the step before. That is enough, because the most recent
/// occurrence leaves the largest gap to the next. Memory is fixed, and each word costs a check of the steps that
/// it may be, none for most words. Reusable for one text after another: words are counted on, which puts the
/// steps of another text too far back to matter. Not thread-safe.
final class SignalMatcher {

    /// More words than the largest gap between steps.
    private static final int FAR = 1_000;

    private static final int MOST_COUNTED = 1 << 30;
    private static final int GUARD_REACH = 2;
    private static final int SENTENCE = 2;
    private static final int ABOUT_REACH = 14;

    /// The factor for the weight of a signal that is quoted for discussion.
    private static final double MENTIONED = 0.15;

    private final Lexicon lexicon;
    private final InjectionEvidence evidence = new InjectionEvidence();

    /// For each step of each signal, the last word that it may be, and where its signal began at its last
    /// occurrence.
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

    /// Begins another text.
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

    /// Resets all steps: only first steps may occur.
    private void forgetSteps() {
        for (int state = 0; state < until.length; state++) {
            until[state] = lexicon.isFirst(state) ? Integer.MAX_VALUE : 0;
        }
    }

    InjectionEvidence evidence() {
        return evidence;
    }

    /// Whether the text contained a significant word in ROT13.
    boolean sawRotated() {
        return rotated;
    }

    /// Whether the text contained a significant word in reverse.
    boolean sawReversed() {
        return reversed;
    }

    int word() {
        return word;
    }

    /// Reads a word that no signal contains.
    void unknown() {
        word++;
    }

    /// Reads a word, given the states that it leads to.
    void word(int[] states, int start, int end) {
        word++;
        step(states, start, end);
    }

    /// Reads a punctuation mark: part of signals, but not counted as a word.
    void mark(int[] states, int at) {
        step(states, at, at + 1);
    }

    /// Reads a quotation mark, which begins or ends a quotation.
    void quotation(int at) {
        quotedFrom = quotedFrom == Integer.MAX_VALUE ? at : Integer.MAX_VALUE;
    }

    /// Ends a sentence. Sentences separate signals, but not strictly: an attacker may end an instruction with a
    /// full stop.
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
