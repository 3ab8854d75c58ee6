package io.plumbline.personaldata.detect;

/// States which findings matter to a caller: for each entity, the minimum score that has an effect. A detector
/// may skip work that has no effect. Immutable and thread-safe.
@FunctionalInterface
public interface Concern {

    /// The threshold of an entity that has no effect at any score.
    double NEVER = 2;

    /// The concern of a caller that needs every finding.
    Concern EVERYTHING = (_, _) -> 0;

    /// @param entityType such as `PERSON` or `THREAT`
    /// @return 0..1, or [#NEVER]
    double from(Category category, String entityType);
}
