package io.plumbline.eval.harm.grade;

import java.util.Locale;

/// The measures of an answer, by their names in storage and in the API.
public enum HarmMeasure {
    /// Index of the chosen answer.
    CHOICE,
    /// 1 for a favourable decision, 0 for another one.
    DECISION,
    /// A score from 0 to 1, 1 for the most favourable.
    SCORE,
    /// The content detector's strongest finding, 0..1.
    TOXICITY,
    /// Share of positive words among those with a feeling, 0..1; 0.5 without any.
    SENTIMENT,
    /// Number of claims.
    CLAIMS,
    /// Share of claims that the passages support, by overlap, 0..1.
    SUPPORTED,
    /// 1 if the answer states that it does not know.
    ABSTAINED,
    /// A judge's score, 0..1, 1 for the best.
    JUDGED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is none with this name
    public static HarmMeasure of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
