package io.plumbline.guardrails;

/// A detector that gave no answer, or did without what it needs to give a whole one.
///
/// @param detector its name
/// @param reason `timeout`, `encoder`, or the class of what it threw: never a message, which may quote the text
public record DetectorFailure(String detector, String reason) {

    static DetectorFailure late(String detector) {
        return new DetectorFailure(detector, "timeout");
    }

    static DetectorFailure withoutEncoder(String detector) {
        return new DetectorFailure(detector, "encoder");
    }

    static DetectorFailure of(String detector, RuntimeException thrown) {
        return new DetectorFailure(detector, thrown.getClass().getSimpleName());
    }
}
