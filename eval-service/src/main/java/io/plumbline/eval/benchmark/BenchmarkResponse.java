package io.plumbline.eval.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.ledger.Benchmark;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A benchmark, as the API shows it.
///
/// @param revision number of the document
/// @param newestVersion number of the newest version of the data; null without data
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchmarkResponse(
        String name,
        String team,
        BenchmarkKind format,
        @Nullable String description,
        int revision,
        @Nullable Integer newestVersion,
        Instant createdAt,
        Instant updatedAt) {

    static BenchmarkResponse of(Benchmark benchmark) {
        return new BenchmarkResponse(
                benchmark.name(),
                benchmark.team(),
                benchmark.document().format(),
                benchmark.document().description(),
                benchmark.revision(),
                benchmark.newest() == 0 ? null : benchmark.newest(),
                benchmark.createdAt(),
                benchmark.updatedAt());
    }
}
