package io.plumbline.eval.redteam.probe;

/// The source of a probe.
public enum ProbeOrigin {
    /// The grammar of this release.
    LIBRARY,
    /// An attack that succeeded in an earlier campaign on the target.
    REGRESSION,
    /// A dataset of the team.
    DATASET;

    /// Whether a gate uses the outcome. A team chooses the records of its datasets, so they prove nothing: easy ones
    /// would hide the success of the others.
    public boolean isEvidence() {
        return this != DATASET;
    }
}
