package io.plumbline.monitoring.remedy;

/// The states of a run.
enum RemedyRunState {
    /// The action is about to be taken.
    PENDING,
    /// The action is in force.
    APPLIED,
    /// A dry run recorded what the action would have been.
    REHEARSED,
    /// The limits, or the switch for all remedies, forbade the action.
    SKIPPED,
    /// The action could not be taken.
    FAILED,
    /// The action is no longer in force.
    UNDONE
}
