package io.plumbline.registry.knowledge.connector;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A connector of a knowledge base, without its secrets.
///
/// @param nextRunAt when the schedule starts the next run; null for never
/// @param updatedBy whose documents the connector's documents are
public record Connector(
        UUID id,
        UUID baseId,
        String team,
        String name,
        ConnectorTerms terms,
        List<String> secretNames,
        @Nullable Instant nextRunAt,
        long revision,
        Instant createdAt,
        Instant updatedAt,
        Author updatedBy) {}
