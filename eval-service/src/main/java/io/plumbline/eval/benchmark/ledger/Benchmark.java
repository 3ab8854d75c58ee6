package io.plumbline.eval.benchmark.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import java.time.Instant;
import java.util.List;

/// A benchmark of a team.
///
/// @param revision number of the document
/// @param newest number of the newest version; 0 if it has none
public record Benchmark(
        String name,
        String team,
        BenchmarkDocument document,
        int revision,
        int newest,
        Instant createdAt,
        Instant updatedAt) {

    /// A version of the data, immutable.
    ///
    /// @param digest of the items, as `sha256:` and 64 hexadecimal digits
    /// @param items number of items without examples
    /// @param examples number of items that are only shown as examples
    /// @param uploadedBy opaque id of the uploader
    public record BenchmarkVersion(
            String benchmark,
            String team,
            int version,
            String digest,
            BenchmarkKind format,
            int items,
            int examples,
            List<UploadedFile> files,
            String uploadedBy,
            Instant createdAt) {}

    /// @param digest of the decoded file, as `sha256:` and 64 hexadecimal digits
    @JsonInclude
    public record UploadedFile(String name, String digest, int characters) {}
}
