package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A result that is stored with a version.
///
/// @param kind such as `GATE`, `RED_TEAM` or `PANEL`
/// @param suite name of the suite, campaign or panel
/// @param model on which a prompt's version was run, as `name@version`; null for a model's own result, and
///     where it was not told
/// @param verdict PASS, FAIL or INCONCLUSIVE
/// @param checks null where the registry tells of none
public record StoredEvaluation(
        String kind,
        UUID runId,
        String suite,
        @Nullable String model,
        String verdict,
        Instant finishedAt,
        @Nullable List<Measured> checks,
        RecordedBy recordedBy) {

    /// The check whose value is how many items a result rests on: attempts of a campaign, or items that a panel
    /// rated.
    public static final String ITEMS = "items";

    public StoredEvaluation {
        checks = checks == null ? null : List.copyOf(checks);
    }

    /// What was measured by a check.
    public record Measured(String name, @Nullable Double value) {}

    /// On how many items it rests; 0 when it does not say.
    public double items() {
        List<Measured> known = checks == null ? List.of() : checks;
        for (Measured check : known) {
            Double value = check.value();
            if (check.name().equals(ITEMS) && value != null) {
                return value;
            }
        }
        return 0;
    }

    /// Who stored it.
    ///
    /// @param type `USER`, `API_KEY` or `SERVICE`
    public record RecordedBy(String type, String id) {

        /// Whether that service itself did, by its own token.
        public boolean isService(String name) {
            return type.equals("SERVICE") && id.equals(name);
        }
    }
}
