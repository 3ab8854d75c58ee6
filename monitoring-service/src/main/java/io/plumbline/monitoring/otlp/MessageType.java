package io.plumbline.monitoring.otlp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of OTLP 1.x that are read, with the names of their fields in OTLP/JSON. Fields that are absent here
/// are skipped, among them everything that can only hold content.
///
/// @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto 1.x</a>
enum MessageType {
    KEY_VALUE,
    ANY_VALUE,
    RESOURCE,
    SCOPE,
    STATUS,
    SPAN,
    SCOPE_SPANS,
    RESOURCE_SPANS,
    TRACES,
    HISTOGRAM_POINT,
    HISTOGRAM,
    BUCKETS,
    EXPONENTIAL_POINT,
    EXPONENTIAL_HISTOGRAM,
    METRIC,
    SCOPE_METRICS,
    RESOURCE_METRICS,
    METRICS;

    private static final Map<MessageType, Map<Integer, Field>> FIELDS = Map.ofEntries(
            Map.entry(
                    KEY_VALUE,
                    Map.of(1, new Field("key", Kind.STRING), 2, new Field("value", Kind.MESSAGE, ANY_VALUE))),
            Map.entry(
                    ANY_VALUE,
                    Map.of(
                            1, new Field("stringValue", Kind.STRING),
                            2, new Field("boolValue", Kind.BOOL),
                            3, new Field("intValue", Kind.VARINT),
                            4, new Field("doubleValue", Kind.DOUBLE))),
            Map.entry(RESOURCE, Map.of(1, attributes())),
            Map.entry(SCOPE, Map.of(1, new Field("name", Kind.STRING))),
            Map.entry(STATUS, Map.of(3, new Field("code", Kind.VARINT))),
            Map.entry(
                    SPAN,
                    Map.of(
                            1, new Field("traceId", Kind.HEX),
                            2, new Field("spanId", Kind.HEX),
                            7, new Field("startTimeUnixNano", Kind.FIXED64),
                            8, new Field("endTimeUnixNano", Kind.FIXED64),
                            9, attributes(),
                            15, new Field("status", Kind.MESSAGE, STATUS))),
            Map.entry(SCOPE_SPANS, Map.of(1, scope(), 2, new Field("spans", Kind.MESSAGES, SPAN))),
            Map.entry(RESOURCE_SPANS, Map.of(1, resource(), 2, new Field("scopeSpans", Kind.MESSAGES, SCOPE_SPANS))),
            Map.entry(TRACES, Map.of(1, new Field("resourceSpans", Kind.MESSAGES, RESOURCE_SPANS))),
            Map.entry(
                    HISTOGRAM_POINT,
                    Map.of(
                            2, new Field("startTimeUnixNano", Kind.FIXED64),
                            3, new Field("timeUnixNano", Kind.FIXED64),
                            4, new Field("count", Kind.FIXED64),
                            5, new Field("sum", Kind.DOUBLE),
                            6, new Field("bucketCounts", Kind.FIXED64S),
                            7, new Field("explicitBounds", Kind.DOUBLES),
                            9, attributes())),
            Map.entry(HISTOGRAM, histogram(HISTOGRAM_POINT)),
            Map.entry(BUCKETS, Map.of(1, new Field("offset", Kind.ZIGZAG), 2, new Field("bucketCounts", Kind.VARINTS))),
            Map.entry(
                    EXPONENTIAL_POINT,
                    Map.of(
                            1, attributes(),
                            2, new Field("startTimeUnixNano", Kind.FIXED64),
                            3, new Field("timeUnixNano", Kind.FIXED64),
                            4, new Field("count", Kind.FIXED64),
                            5, new Field("sum", Kind.DOUBLE),
                            6, new Field("scale", Kind.ZIGZAG),
                            7, new Field("zeroCount", Kind.FIXED64),
                            8, new Field("positive", Kind.MESSAGE, BUCKETS))),
            Map.entry(EXPONENTIAL_HISTOGRAM, histogram(EXPONENTIAL_POINT)),
            Map.entry(
                    METRIC,
                    Map.of(
                            1, new Field("name", Kind.STRING),
                            9, new Field("histogram", Kind.MESSAGE, HISTOGRAM),
                            10, new Field("exponentialHistogram", Kind.MESSAGE, EXPONENTIAL_HISTOGRAM))),
            Map.entry(SCOPE_METRICS, Map.of(1, scope(), 2, new Field("metrics", Kind.MESSAGES, METRIC))),
            Map.entry(
                    RESOURCE_METRICS,
                    Map.of(1, resource(), 2, new Field("scopeMetrics", Kind.MESSAGES, SCOPE_METRICS))),
            Map.entry(METRICS, Map.of(1, new Field("resourceMetrics", Kind.MESSAGES, RESOURCE_METRICS))));

    /// How a field is encoded.
    enum Kind {
        STRING,
        /// Bytes, which OTLP/JSON writes in hexadecimal digits.
        HEX,
        BOOL,
        VARINT,
        ZIGZAG,
        FIXED64,
        DOUBLE,
        VARINTS,
        FIXED64S,
        DOUBLES,
        MESSAGE,
        MESSAGES
    }

    /// A field of a message.
    ///
    /// @param type of a message; null for other kinds
    record Field(String name, Kind kind, @Nullable MessageType type) {

        Field(String name, Kind kind) {
            this(name, kind, null);
        }
    }

    private static Field attributes() {
        return new Field("attributes", Kind.MESSAGES, KEY_VALUE);
    }

    private static Field scope() {
        return new Field("scope", Kind.MESSAGE, SCOPE);
    }

    private static Field resource() {
        return new Field("resource", Kind.MESSAGE, RESOURCE);
    }

    private static Map<Integer, Field> histogram(MessageType point) {
        return Map.of(
                1, new Field("dataPoints", Kind.MESSAGES, point), 2, new Field("aggregationTemporality", Kind.VARINT));
    }

    /// Returns the field with this number; null for a field that is skipped.
    @Nullable
    Field field(int number) {
        return FIELDS.getOrDefault(this, Map.of()).get(number);
    }
}
