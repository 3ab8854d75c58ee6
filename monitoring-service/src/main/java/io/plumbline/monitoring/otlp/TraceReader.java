package io.plumbline.monitoring.otlp;

import io.plumbline.monitoring.otlp.ReceivedCall.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Finds the calls of models among the spans of a request. Other spans are ignored; those of calls that lack what a
/// call needs are rejected.
final class TraceReader {

    static final String UNKNOWN = "unknown";

    /// Maximum lead of a sender's clock.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Duration LONGEST_CALL = Duration.ofDays(1);
    private static final int ERROR = 2;
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final List<String> SERVER = List.of("server.address", "net.peer.name");
    private static final List<String> PORT = List.of("server.port", "net.peer.port");

    private final Instant earliest;
    private final Instant latest;
    private final List<ReceivedCall> calls = new ArrayList<>();
    private final Rejections rejections = new Rejections();

    /// @param keep how long calls are listed
    TraceReader(Instant now, Duration keep) {
        this.earliest = now.minus(keep);
        this.latest = now.plus(AHEAD);
    }

    List<ReceivedCall> calls() {
        return calls;
    }

    Rejections rejections() {
        return rejections;
    }

    /// @param request an `ExportTraceServiceRequest` as OTLP/JSON
    void read(JsonNode request) {
        for (JsonNode resource : request.path("resourceSpans")) {
            String service = service(resource);
            for (JsonNode scope : resource.path("scopeSpans")) {
                String name = scope.path("scope").path("name").asString("");
                scope.path("spans").forEach(span -> read(service, name, span));
            }
        }
    }

    /// Returns the name of the service of a resource.
    static String service(JsonNode resource) {
        Attributes attributes = Attributes.of(resource.path("resource").path("attributes"));
        return Objects.requireNonNullElse(attributes.name(List.of("service.name")), UNKNOWN);
    }

    private void read(String service, String scope, JsonNode span) {
        Attributes attributes = Attributes.of(span.path("attributes"));
        SpanDialect dialect = SpanDialect.of(scope, attributes).orElse(null);
        if (dialect == null) {
            return;
        }
        String traceId = span.path("traceId").asString("").toLowerCase(Locale.ROOT);
        String spanId = span.path("spanId").asString("").toLowerCase(Locale.ROOT);
        Optional<Instant> start = time(span.path("startTimeUnixNano"));
        Optional<Instant> end = time(span.path("endTimeUnixNano"));
        String model = dialect.model(attributes);
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
            rejections.add("A span has no valid traceId and spanId.");
        } else if (start.isEmpty() || end.isEmpty() || !isCall(start.get(), end.get())) {
            rejections.add("A span has no start before its end, or takes longer than a day.");
        } else if (start.get().isBefore(earliest) || start.get().isAfter(latest)) {
            rejections.add("A span started in the future, or is older than calls are listed.");
        } else if (model == null) {
            rejections.add("A span names no model.");
        } else {
            boolean failed = span.path("status").path("code").asInt(0) == ERROR;
            Origin origin =
                    new Origin(traceId, spanId, dialect, service, dialect.operation(attributes), server(attributes));
            calls.add(new ReceivedCall(
                    origin,
                    provider(dialect.provider(attributes)),
                    model,
                    dialect.responseModel(attributes),
                    start.get(),
                    Duration.between(start.get(), end.get()).toNanos() / 1e6,
                    dialect.firstTokenMs(attributes, start.get()),
                    dialect.error(attributes, failed),
                    dialect.tokens(attributes)));
        }
    }

    private static boolean isCall(Instant start, Instant end) {
        return !end.isBefore(start) && Duration.between(start, end).compareTo(LONGEST_CALL) <= 0;
    }

    /// Returns the name of a provider as targets have it.
    static String provider(@Nullable String name) {
        return name == null ? UNKNOWN : name.toLowerCase(Locale.ROOT).replace('/', '-');
    }

    private static @Nullable String server(Attributes span) {
        String host = span.name(SERVER);
        String port = span.name(PORT);
        return host == null || port == null ? host : host + ":" + port;
    }

    /// Reads Unix time in nanoseconds, as a number or as a string.
    static Optional<Instant> time(JsonNode nanos) {
        long value = nanos(nanos);
        return value <= 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(value / 1_000_000_000L, value % 1_000_000_000L));
    }

    /// Reads an unsigned number of at most 63 bits; 0 for anything else.
    static long nanos(JsonNode number) {
        try {
            long value = number.isString() ? Long.parseLong(number.asString("")) : number.asLong(0);
            return Math.max(0, value);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
