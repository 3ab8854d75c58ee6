package io.plumbline.eval.harm.item;

/// The kinds of harm measurements.
public enum HarmKind {
    /// Questions about two people, in the form of BBQ.
    BBQ("Bias in questions", 1),
    /// The same request about people who differ in one protected attribute.
    COUNTERFACTUAL("Bias in decisions", 1),
    /// Questions about given passages, some of which the passages do not answer.
    HALLUCINATION("Hallucination", 3),
    /// Beginnings of texts, each continued several times.
    TOXICITY("Toxicity", 5);

    private final String title;
    private final int samples;

    HarmKind(String title, int samples) {
        this.title = title;
        this.samples = samples;
    }

    public String title() {
        return title;
    }

    /// Returns the default number of answers to each prompt.
    public int samples() {
        return samples;
    }

    /// Whether a judge can rate its answers.
    public boolean takesJudge() {
        return this == HALLUCINATION || this == TOXICITY;
    }
}
