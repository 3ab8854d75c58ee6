package io.plumbline.monitoring.otlp;

import io.plumbline.monitoring.otlp.ReceivedPoint.Measure;
import io.plumbline.monitoring.otlp.ReceivedPoint.Total;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Finds the histograms of calls and tokens in a request: `gen_ai.client.operation.duration` and
/// `gen_ai.client.token.usage`, delta or cumulative, with explicit or exponential buckets. Other metrics are ignored.
final class MetricReader {

    /// The oldest point that is stored. Exporters send points within minutes.
    static final Duration OLDEST = Duration.ofDays(2);

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final String DURATION = "gen_ai.client.operation.duration";
    private static final String TOKENS = "gen_ai.client.token.usage";
    private static final int DELTA = 1;
    private static final int CUMULATIVE = 2;
    private static final double MOST_VALUE = 1e12;
    private static final List<String> PROVIDER = List.of("gen_ai.provider.name", "gen_ai.system");
    private static final List<String> MODEL = List.of("gen_ai.request.model", "gen_ai.response.model");
    private static final List<String> TOKEN_TYPE = List.of("gen_ai.token.type");

    private final Instant earliest;
    private final Instant latest;
    private final List<ReceivedPoint> points = new ArrayList<>();
    private final Rejections rejections = new Rejections();

    MetricReader(Instant now) {
        this.earliest = now.minus(OLDEST);
        this.latest = now.plus(AHEAD);
    }

    List<ReceivedPoint> points() {
        return points;
    }

    Rejections rejections() {
        return rejections;
    }

    /// @param request an `ExportMetricsServiceRequest` as OTLP/JSON
    void read(JsonNode request) {
        for (JsonNode resource : request.path("resourceMetrics")) {
            String service = TraceReader.service(resource);
            String identity =
                    Attributes.of(resource.path("resource").path("attributes")).canonical();
            for (JsonNode scope : resource.path("scopeMetrics")) {
                String origin =
                        identity + "\n" + scope.path("scope").path("name").asString("");
                for (JsonNode metric : scope.path("metrics")) {
                    String name = metric.path("name").asString("");
                    if (name.equals(DURATION) || name.equals(TOKENS)) {
                        read(service, origin + "\n" + name, name, metric);
                    }
                }
            }
        }
    }

    private void read(String service, String origin, String name, JsonNode metric) {
        boolean exponential = metric.has("exponentialHistogram");
        JsonNode histogram = metric.path(exponential ? "exponentialHistogram" : "histogram");
        int temporality = temporality(histogram.path("aggregationTemporality"));
        if (histogram.isMissingNode() || (temporality != DELTA && temporality != CUMULATIVE)) {
            rejections.add("A metric is not a histogram with a temporality.");
            return;
        }
        for (JsonNode point : histogram.path("dataPoints")) {
            Attributes attributes = Attributes.of(point.path("attributes"));
            Measure measure = measure(name, attributes);
            Instant time = TraceReader.time(point.path("timeUnixNano")).orElse(Instant.EPOCH);
            Instant start = TraceReader.time(point.path("startTimeUnixNano")).orElse(Instant.EPOCH);
            double sum = point.path("sum").asDouble(0);
            if (time.isBefore(earliest) || time.isAfter(latest)) {
                rejections.add("A data point is in the future or older than two days.");
            } else if (measure == null || !(sum >= 0) || sum > MOST_VALUE) {
                rejections.add("A data point has no token type, or no sum.");
            } else {
                points.add(new ReceivedPoint(
                        service,
                        target(attributes),
                        measure,
                        attributes.has("error.type"),
                        temporality == CUMULATIVE,
                        stream(origin, attributes, start),
                        start,
                        time,
                        total(measure, point, exponential)));
            }
        }
    }

    /// OTLP/JSON has numbers for enums; some senders write names.
    private static int temporality(JsonNode value) {
        return switch (value.asString("")) {
            case "AGGREGATION_TEMPORALITY_DELTA", "1" -> DELTA;
            case "AGGREGATION_TEMPORALITY_CUMULATIVE", "2" -> CUMULATIVE;
            default -> 0;
        };
    }

    private static @Nullable Measure measure(String name, Attributes point) {
        if (name.equals(DURATION)) {
            return Measure.DURATION;
        }
        return switch (Objects.requireNonNullElse(point.text(TOKEN_TYPE), "")) {
            case "input" -> Measure.INPUT_TOKENS;
            case "output", "completion" -> Measure.OUTPUT_TOKENS;
            default -> null;
        };
    }

    private static String target(Attributes point) {
        String model = point.name(MODEL);
        return TraceReader.provider(point.name(PROVIDER)) + "/" + (model == null ? TraceReader.UNKNOWN : model);
    }

    private static String stream(String origin, Attributes point, Instant start) {
        return HexFormat.of().formatHex(ReceivedCalls.sha256(origin + "\n" + point.canonical() + "\n" + start));
    }

    private static Total total(Measure measure, JsonNode point, boolean exponential) {
        long count = PointBuckets.count(point.path("count"));
        if (measure != Measure.DURATION) {
            return new Total(count, point.path("sum").asDouble(0), new long[LatencyHistogram.BUCKETS]);
        }
        return new Total(count, 0, exponential ? PointBuckets.exponential(point) : PointBuckets.explicit(point));
    }
}
