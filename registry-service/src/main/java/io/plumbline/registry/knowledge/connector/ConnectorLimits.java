package io.plumbline.registry.knowledge.connector;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The limits of a run. The documents beyond them are postponed to the next run.
///
/// @param documents that a run stores; default: 10,000
/// @param bytes that a run stores, up to one document more; default: 2 GB
public record ConnectorLimits(
        @Nullable @Min(1) @Max(100_000) Integer documents,

        @Nullable @Min(1) @Max(100_000_000_000L) Long bytes) {

    static final ConnectorLimits DEFAULT = new ConnectorLimits(null, null);

    private static final int DOCUMENTS = 10_000;
    private static final long BYTES = 2_000_000_000;

    /// Returns the limits with all defaults.
    ConnectorLimits complete() {
        return new ConnectorLimits(mostDocuments(), mostBytes());
    }

    public int mostDocuments() {
        return Objects.requireNonNullElse(documents, DOCUMENTS);
    }

    public long mostBytes() {
        return Objects.requireNonNullElse(bytes, BYTES);
    }
}
