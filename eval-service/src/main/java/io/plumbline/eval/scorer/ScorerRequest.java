package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.webhook.WebhookSecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A scorer to register: exactly one of `module`, `source` and `http`.
///
/// @param module a WebAssembly module in base64, at most 100 kB decoded. It exports `memory`, `alloc(i32) -> i32`
///     and `score(i32, i32) -> f64`, and imports nothing
/// @param source Python source of at most 100 kB with a function `score(item)`, which returns a number from 0 to 1
/// @param http a service that scores batches of items
/// @param secret signs the calls over HTTP: `whsec_` and 24 to 64 random bytes in base64. Required for a new scorer
///     over HTTP; if absent, the stored one stays. It applies to all versions
record ScorerRequest(
        @Pattern(regexp = SuiteDocument.NAME) @Nullable String team,
        @Size(min = 1, max = LONGEST_MODULE) @Nullable String module,
        @Size(min = 1, max = LONGEST_SOURCE) @Nullable String source,
        @Valid @Nullable HttpEndpoint http,

        @Size(max = 200) @Pattern(regexp = WebhookSecret.PATTERN) @Nullable
        String secret) {

    static final int LONGEST_SOURCE = 100_000;
    static final int LONGEST_MODULE = WasmProgram.MAX_MODULE * 4 / 3 + 4;

    /// Leaves out the definition and the secret.
    @Override
    public String toString() {
        return "ScorerRequest[team=" + team + "]";
    }
}
