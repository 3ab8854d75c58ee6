package io.plumbline.guardrails;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.personaldata.detect.Deadline;

/// A detector that gave no answer, or that lacked what it needs to give a complete one.
///
/// @param detector its name; `all` if no detector ran
/// @param reason `timeout`, `encoder`, `unreadable`, or the class of the exception thrown: never a message, which
///     may quote the text
public record DetectorFailure(String detector, String reason) {

    /// Whether the detector might have answered at another time: it ran out of time, or the encoder was
    /// overloaded.
    public boolean isForWantOfTime() {
        return reason.equals("timeout") || reason.equals("encoder");
    }

    /// Whether the detector inspected the text, but without the encoder.
    boolean isOfEncoder() {
        return reason.equals("encoder");
    }

    static DetectorFailure late(String detector) {
        return new DetectorFailure(detector, "timeout");
    }

    static DetectorFailure withoutEncoder(String detector) {
        return new DetectorFailure(detector, "encoder");
    }

    /// The failure for an exception that a detector threw.
    static DetectorFailure by(String detector, RuntimeException thrown) {
        return switch (thrown) {
            case Deadline.PastException _ -> late(detector);
            case EncoderUnavailableException _ -> withoutEncoder(detector);
            default -> of(detector, thrown);
        };
    }

    /// The failure of a text that no detector inspected.
    ///
    /// @param reason `timeout` or `unreadable`
    public static DetectorFailure ofAll(String reason) {
        return new DetectorFailure("all", reason);
    }

    private static DetectorFailure of(String detector, RuntimeException thrown) {
        return new DetectorFailure(detector, thrown.getClass().getSimpleName());
    }
}
