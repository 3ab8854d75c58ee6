package io.plumbline.gateway.approval;

import java.util.Locale;

/// What of a call a person decides about.
public enum ParkedStage {
    /// What it sends: nothing has left the gateway.
    INPUT,
    /// What the model answered: words, or a call of a tool.
    ANSWER;

    /// The name in metrics and in the audit log.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
