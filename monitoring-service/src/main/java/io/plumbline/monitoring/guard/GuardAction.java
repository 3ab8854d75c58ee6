package io.plumbline.monitoring.guard;

import java.util.Locale;
import java.util.Optional;

/// The actions of a guard that change a call or mark it.
enum GuardAction {
    FLAG,
    REDACT,
    ASK,
    BLOCK;

    /// @param code as in events: `redact`
    static Optional<GuardAction> of(String code) {
        for (GuardAction action : values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(code)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
