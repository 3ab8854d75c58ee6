package io.plumbline.clients.registry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stored result of a version.
///
/// @param kind for example `GATE`, `RED_TEAM` or `PANEL`
/// @param suite name of the suite, campaign or panel
/// @param model the model with which a prompt version ran, as `name@version`; null for a model's own result and
///     if unknown
/// @param verdict PASS, FAIL or INCONCLUSIVE
/// @param checks null if the registry sends none
public record StoredEvaluation(
        String kind,
        UUID runId,
        String suite,
        @Nullable String model,
        String verdict,
        Instant finishedAt,
        @Nullable List<Measured> checks,
        RecordedBy recordedBy) {

    /// The check whose value is the number of items behind a result: attempts of a campaign, or items that a
    /// panel rated.
    public static final String ITEMS = "items";

    /// The check whose value is the number of default strategies that a campaign leaves out.
    public static final String LEFT_OUT = "strategiesLeftOut";

    public StoredEvaluation {
        checks = checks == null ? null : List.copyOf(checks);
    }

    /// The measured value of a check.
    public record Measured(String name, @Nullable Double value) {}

    /// Returns the number of items behind the result; 0 if unknown.
    public double items() {
        return value(ITEMS);
    }

    /// Whether it is of a campaign without some of the default strategies.
    public boolean leavesOutStrategies() {
        return value(LEFT_OUT) > 0;
    }

    private double value(String name) {
        List<Measured> known = checks == null ? List.of() : checks;
        for (Measured check : known) {
            Double value = check.value();
            if (check.name().equals(name) && value != null) {
                return value;
            }
        }
        return 0;
    }

    /// The author of a result.
    ///
    /// @param type `USER`, `API_KEY` or `SERVICE`
    public record RecordedBy(String type, String id) {

        /// Whether the named service stored it with its own token.
        public boolean isService(String name) {
            return type.equals("SERVICE") && id.equals(name);
        }
    }
}
