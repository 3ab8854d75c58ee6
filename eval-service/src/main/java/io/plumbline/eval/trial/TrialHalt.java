package io.plumbline.eval.trial;

/// Why a trial ended before all its calls were made.
public enum TrialHalt {
    CALLS("The budget of calls is spent."),
    TOKENS("The budget of tokens is spent."),
    COST("The budget of money is spent."),
    OUTAGE("The target stopped answering.");

    private final String sentence;

    TrialHalt(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
