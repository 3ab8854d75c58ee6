package io.plumbline.console.key;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The form that creates a key.
///
/// @param routes names, separated by commas; empty for all
/// @param directModels whether the key may call a provider's models without a route
/// @param expires the label of a [Validity]
/// @param owner the id of the owning user; empty for a machine key
/// @param budgetUsd the budget of its calls; empty for none
record KeyForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String role,
        @Nullable String routes,
        @Nullable Boolean directModels,
        @Nullable String expires,
        @Nullable String owner,
        @Nullable String budgetUsd,
        @Nullable String budgetPeriod) {

    static final List<String> PERIODS = List.of("DAY", "WEEK", "MONTH");

    /// The terms that the form offers.
    enum Validity {
        MONTH("In 30 days", Duration.ofDays(30)),
        QUARTER("In 90 days", Duration.ofDays(90)),
        YEAR("In a year", Duration.ofDays(365)),
        FOREVER("Never", null);

        static final List<String> LABELS =
                Arrays.stream(values()).map(validity -> validity.label).toList();

        private final String label;
        private final @Nullable Duration length;

        Validity(String label, @Nullable Duration length) {
            this.label = label;
            this.length = length;
        }

        private @Nullable Instant from(Instant now) {
            return length == null ? null : now.plus(length);
        }

        private static Validity of(@Nullable String label) {
            return Arrays.stream(values())
                    .filter(validity -> validity.label.equals(label))
                    .findFirst()
                    .orElse(QUARTER);
        }
    }

    KeyClient.NewKey body(Instant now) {
        UUID owning = ownerId();
        return new KeyClient.NewKey(
                Objects.requireNonNullElse(name, "").strip(),
                Objects.requireNonNullElse(team, ""),
                Objects.requireNonNullElse(role, ""),
                Boolean.TRUE.equals(directModels) ? List.of("direct-models") : List.of(),
                Arrays.stream(Objects.requireNonNullElse(routes, "").split("[,\\s]+"))
                        .filter(route -> !route.isEmpty())
                        .toList(),
                Validity.of(expires).from(now),
                owning,
                owning == null);
    }

    boolean hasValidBudget() {
        return Objects.requireNonNullElse(budgetUsd, "").strip().matches("([0-9]{1,9}([.][0-9]{1,6})?)?");
    }

    /// Returns the document of the key's budget, over which calls are rejected; empty without a budget.
    Optional<Map<String, Object>> budget(String key) {
        String amount = Objects.requireNonNullElse(budgetUsd, "").strip();
        return amount.isEmpty()
                ? Optional.empty()
                : Optional.of(Map.of(
                        "team", Objects.requireNonNullElse(team, ""),
                        "scope", Map.of("key", key),
                        "amountUsd", new BigDecimal(amount),
                        "period", Objects.requireNonNullElse(budgetPeriod, ""),
                        "action", "REJECT"));
    }

    private @Nullable UUID ownerId() {
        return owner == null || owner.isBlank() ? null : UUID.fromString(owner);
    }
}
