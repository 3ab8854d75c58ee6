package io.plumbline.monitoring.drift;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The versions that a route has served, from the sums of calls by hour. A version is a model version with a prompt
/// version. The current version is the last that served; among versions that serve side by side, such as those of a
/// rollout, it is the newest. The previous version is the next in that order.
@Repository
class ServedVersions {

    /// A version with fewer calls in the period, such as one that was only tried, is not compared.
    private static final int LEAST_CALLS = 50;

    private static final Duration VALID = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    ServedVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What served.
    ///
    /// @param model registered version as `name@version`, else the provider's name for the model
    /// @param prompt as `name@version`; empty without one
    record Version(String model, String prompt) {

        @Override
        public String toString() {
            return prompt.isEmpty() ? model : model + " with " + prompt;
        }
    }

    /// The compared versions in the API.
    record VersionPair(@Nullable String current, @Nullable String previous) {}

    /// The compared versions.
    ///
    /// @param current null without calls
    /// @param previous null if no other version has served
    record Compared(@Nullable Version current, @Nullable Version previous, Instant foundAt) {

        boolean isValid(Instant now) {
            return foundAt.plus(VALID).isAfter(now);
        }

        boolean isSame(Compared other) {
            return new Compared(current, previous, foundAt)
                    .equals(new Compared(other.current, other.previous, foundAt));
        }

        VersionPair pair() {
            return new VersionPair(
                    current == null ? null : current.toString(), previous == null ? null : previous.toString());
        }
    }

    Compared find(DriftStore.Due baseline, Instant since, Instant now) {
        List<Version> newest = jdbc.sql("""
                        select model, prompt from call_window
                        where minutes = 60 and purpose = 'production' and team = :team and route = :route
                          and start >= date_trunc('hour', cast(:since as timestamptz))
                          and (cast(:variant as text) is null or variant = :variant)
                        group by model, prompt having sum(calls) >= :least
                        order by max(start) desc, min(start) desc, model desc, prompt desc limit 2
                        """)
                .param("team", baseline.team())
                .param("route", baseline.plan().route())
                .param("variant", baseline.plan().variant())
                .param("since", Timestamp.from(since))
                .param("least", LEAST_CALLS)
                .query((row, _) -> new Version(row.getString("model"), row.getString("prompt")))
                .list();
        return new Compared(newest.isEmpty() ? null : newest.getFirst(), newest.size() < 2 ? null : newest.get(1), now);
    }
}
