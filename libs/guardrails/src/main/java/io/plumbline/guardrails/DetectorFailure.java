package io.plumbline.guardrails;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.guardrails.detect.Deadline;

/// A detector that gave no answer, or did without what it needs to give a whole one.
///
/// @param detector its name; `all` where none has looked
/// @param reason `timeout`, `encoder`, `unreadable`, or the class of what it threw: never a message, which
///     may quote the text
public record DetectorFailure(String detector, String reason) {

    /// Whether it might have answered at another time: it had none left, or the encoder was overloaded.
    public boolean isForWantOfTime() {
        return reason.equals("timeout") || reason.equals("encoder");
    }

    /// Whether the detector has looked at the text, but without the encoder.
    boolean isOfEncoder() {
        return reason.equals("encoder");
    }

    static DetectorFailure late(String detector) {
        return new DetectorFailure(detector, "timeout");
    }

    static DetectorFailure withoutEncoder(String detector) {
        return new DetectorFailure(detector, "encoder");
    }

    /// Of what a detector threw.
    static DetectorFailure by(String detector, RuntimeException thrown) {
        return switch (thrown) {
            case Deadline.PastException _ -> late(detector);
            case EncoderUnavailableException _ -> withoutEncoder(detector);
            default -> of(detector, thrown);
        };
    }

    /// No detector has looked at a text.
    ///
    /// @param reason `timeout` or `unreadable`
    public static DetectorFailure ofAll(String reason) {
        return new DetectorFailure("all", reason);
    }

    private static DetectorFailure of(String detector, RuntimeException thrown) {
        return new DetectorFailure(detector, thrown.getClass().getSimpleName());
    }
}
