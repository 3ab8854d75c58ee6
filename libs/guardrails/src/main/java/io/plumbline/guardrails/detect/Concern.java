package io.plumbline.guardrails.detect;

/// What in a text matters to whoever asks: for each entity, from which score on something is done about it. A detector
/// need not find out what makes no difference. Immutable and thread-safe.
@FunctionalInterface
public interface Concern {

    /// Of what makes no difference at any score.
    double NEVER = 2;

    /// Whoever wants to know everything.
    Concern EVERYTHING = (_, _) -> 0;

    /// @param entityType such as `PERSON` or `THREAT`
    /// @return 0..1, or [#NEVER]
    double from(Category category, String entityType);
}
