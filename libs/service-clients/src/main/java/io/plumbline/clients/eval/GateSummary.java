package io.plumbline.clients.eval;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A gate, as siblings need it.
///
/// @param status `DONE`, `ERROR` and `CANCELLED` are ends
/// @param verdict `PASS`, `FAIL` or `INCONCLUSIVE`; null before it is `DONE`
/// @param error why it has no verdict
public record GateSummary(
        UUID id,
        String status,
        @Nullable String verdict,
        @Nullable String error) {

    /// Whether it will not change any more.
    public boolean hasEnded() {
        return status.equals("DONE") || status.equals("ERROR") || status.equals("CANCELLED");
    }

    public boolean hasPassed() {
        return status.equals("DONE") && "PASS".equals(verdict);
    }
}
