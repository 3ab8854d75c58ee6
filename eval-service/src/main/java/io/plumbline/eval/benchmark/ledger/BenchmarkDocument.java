package io.plumbline.eval.benchmark.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.suite.document.SuiteDocument;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A task benchmark. Its data are uploaded as versions.
///
/// @param format the published benchmark whose files it has
/// @param description for people
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkDocument(
        @Pattern(regexp = SuiteDocument.NAME, message = "must be a team's name") @Nullable
        String team,

        @NotNull BenchmarkKind format,
        @Size(max = 2_000) @Nullable String description) {

    /// Returns a copy of that team.
    public BenchmarkDocument ofTeam(String owner) {
        return new BenchmarkDocument(owner, format, description);
    }
}
