package io.plumbline.console.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The form that creates a key.
///
/// @param routes names, separated by commas; empty for all
/// @param directModels whether the key may call a provider's models without a route
/// @param expires the label of a [Validity]
/// @param owner the id of the owning user; empty for a machine key
record KeyForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String role,
        @Nullable String routes,
        @Nullable Boolean directModels,
        @Nullable String expires,
        @Nullable String owner) {

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

    private @Nullable UUID ownerId() {
        return owner == null || owner.isBlank() ? null : UUID.fromString(owner);
    }
}
