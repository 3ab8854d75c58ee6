package io.plumbline.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// A collector of OpenTelemetry's protocol over HTTP, on loopback, that keeps what it is sent.
final class OtlpCollector implements AutoCloseable {

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    OtlpCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            texts.add(request.toString());
            request.getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
            accept(exchange);
        });
        server.createContext("/v1/metrics", exchange -> {
            ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceMetricsList()
                    .forEach(resource ->
                            resource.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList())));
            accept(exchange);
        });
        server.start();
    }

    private static void accept(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Those whose attribute `plumbline.call.id` is this.
    Stream<Span> ofCall(String callId) {
        return spans.stream().filter(span -> callId.equals(attributes(span).get("plumbline.call.id")));
    }

    /// Those with this name.
    Stream<Span> named(String name) {
        return spans.stream().filter(span -> name.equals(span.getName()));
    }

    static String parentId(Span span) {
        return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /// A span's attributes, numbers and lists as text.
    static Map<String, String> attributes(Span span) {
        Map<String, String> attributes = new HashMap<>();
        for (KeyValue each : span.getAttributesList()) {
            attributes.put(
                    each.getKey(),
                    switch (each.getValue().getValueCase()) {
                        case STRING_VALUE -> each.getValue().getStringValue();
                        case INT_VALUE -> Long.toString(each.getValue().getIntValue());
                        case BOOL_VALUE -> Boolean.toString(each.getValue().getBoolValue());
                        case DOUBLE_VALUE -> Double.toString(each.getValue().getDoubleValue());
                        case ARRAY_VALUE ->
                            each.getValue().getArrayValue().getValuesList().stream()
                                    .map(value -> value.getStringValue())
                                    .toList()
                                    .toString();
                        default -> "";
                    });
        }
        return attributes;
    }

    static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    static String spanId(Span span) {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    List<Metric> metrics() {
        return metrics;
    }

    /// All spans that came, as text.
    String everything() {
        return String.join("\n", texts);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
