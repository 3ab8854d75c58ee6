package io.plumbline.console.scorer;

import io.plumbline.console.scorer.ScorerClient.Endpoint;
import io.plumbline.console.scorer.ScorerClient.Scorer;
import io.plumbline.console.scorer.ScorerClient.ScorerBody;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that registers a scorer in Python or over HTTP.
///
/// @param kind `http`, or else Python
/// @param source in Python
/// @param http the endpoint over HTTP
record ScorerForm(
        @Nullable String kind,
        @Nullable String name,
        @Nullable String team,
        @Nullable String source,
        @Nullable Http http) {

    static final String EXAMPLE = """
            def score(item):
                return 1.0 if "please" in item["hypothesis"].lower() else 0.0
            """;

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,3}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,2}(?:\\.[0-9]{1,10})?");
    private static final String OVER_HTTP = "http";

    /// The fields of the endpoint.
    record Http(
            @Nullable String url,
            @Nullable String timeoutSeconds,
            @Nullable String costUsdPerItem) {}

    /// An empty form.
    static ScorerForm empty(boolean http, @Nullable String team) {
        return new ScorerForm(http ? OVER_HTTP : "python", "", team, http ? null : EXAMPLE, new Http("", "", ""));
    }

    static ScorerForm of(Scorer scorer) {
        Endpoint http = scorer.http();
        Integer seconds = http == null ? null : http.timeoutSeconds();
        BigDecimal cost = http == null ? null : http.costUsdPerItem();
        return new ScorerForm(
                scorer.isHttp() ? OVER_HTTP : "python",
                scorer.name(),
                scorer.team(),
                scorer.source(),
                new Http(
                        http == null ? "" : http.url(),
                        seconds == null ? "" : seconds.toString(),
                        cost == null ? "" : cost.toPlainString()));
    }

    public boolean isHttp() {
        return OVER_HTTP.equals(kind);
    }

    String strippedName() {
        return Objects.requireNonNullElse(name, "").strip();
    }

    /// Returns the endpoint's fields; empty ones if missing.
    public Http endpoint() {
        return http == null ? new Http("", "", "") : http;
    }

    private static Optional<String> stripped(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean hasTime() {
        return stripped(endpoint().timeoutSeconds())
                .map(text -> WHOLE.matcher(text).matches())
                .orElse(true);
    }

    boolean hasCost() {
        return stripped(endpoint().costUsdPerItem())
                .map(text -> DECIMAL.matcher(text).matches())
                .orElse(true);
    }

    /// @param secret null keeps the stored one
    ScorerBody body(@Nullable String secret) {
        if (!isHttp()) {
            return new ScorerBody(team, Objects.requireNonNullElse(source, "").replace("\r\n", "\n"), null, null);
        }
        return new ScorerBody(
                team,
                null,
                new Endpoint(
                        Objects.requireNonNullElse(endpoint().url(), "").strip(),
                        stripped(endpoint().timeoutSeconds())
                                .map(Integer::valueOf)
                                .orElse(null),
                        null,
                        stripped(endpoint().costUsdPerItem())
                                .map(BigDecimal::new)
                                .orElse(null)),
                secret);
    }
}
