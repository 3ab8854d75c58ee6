package io.plumbline.monitoring.rollout;

/// The observations of both variants of a rollout.
///
/// @param promoted the new version after its promotion
public record Arms(ArmTally control, ArmTally canary, ArmTally promoted) {

    Arms withControl(ArmTally other) {
        return new Arms(other, canary, promoted);
    }

    Arms withCanary(ArmTally other) {
        return new Arms(control, other, promoted);
    }

    Arms withPromoted(ArmTally other) {
        return new Arms(control, canary, other);
    }
}
