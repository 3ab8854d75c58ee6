package io.plumbline.gateway.approval;

import java.util.Locale;

/// The part of a call that requires the approval.
public enum ParkedStage {
    /// The input: nothing has left the gateway.
    INPUT,
    /// The model's answer: words or a tool call.
    ANSWER;

    /// Returns its name in metrics and in the audit log.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
