package io.plumbline.registry.knowledge.connector;

import io.plumbline.registry.knowledge.connector.source.SourceSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connector in the API. Its secrets are never returned.
///
/// @param secretNames the names of the secrets that are stored
/// @param readers null for the readers of the knowledge base
/// @param times when it runs next, and when it was changed
record ConnectorResponse(
        String name,
        SourceSettings source,
        List<String> secretNames,
        @Nullable ConnectorSchedule schedule,
        List<String> include,
        List<String> exclude,
        List<String> tags,
        @Nullable List<String> readers,
        ConnectorLimits limits,
        VanishedAction vanished,
        boolean enabled,
        ConnectorTimes times) {

    /// The member `times`.
    ///
    /// @param nextRunAt when the schedule starts the next run; null for never
    record ConnectorTimes(@Nullable Instant nextRunAt, Instant createdAt, Instant updatedAt) {}

    static ConnectorResponse from(Connector connector) {
        ConnectorTerms terms = connector.terms();
        return new ConnectorResponse(
                connector.name(),
                terms.source(),
                connector.secretNames(),
                terms.schedule(),
                terms.include(),
                terms.exclude(),
                terms.tags(),
                terms.readers(),
                terms.limits(),
                terms.vanished(),
                terms.enabled(),
                new ConnectorTimes(
                        terms.enabled() ? connector.nextRunAt() : null, connector.createdAt(), connector.updatedAt()));
    }
}
