package io.plumbline.monitoring.otlp;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.monitoring.call.CallProperties;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
class OtlpController {

    /// Maximum length of a body after decompression.
    private static final int MOST_BYTES = 20_000_000;

    private final ReceivedCalls calls;
    private final ReceivedMetrics metrics;
    private final UnguardedPrices prices;
    private final OtlpProperties properties;
    private final CallProperties keeping;
    private final Clock clock;

    OtlpController(
            ReceivedCalls calls,
            ReceivedMetrics metrics,
            UnguardedPrices prices,
            OtlpProperties properties,
            CallProperties keeping,
            Clock clock) {
        this.calls = calls;
        this.metrics = metrics;
        this.prices = prices;
        this.properties = properties;
        this.keeping = keeping;
        this.clock = clock;
    }

    /// Receives traces over OTLP/HTTP. The spans of calls of models become calls of the key's team, marked as
    /// unguarded; other spans are ignored. Prompts and answers are never stored.
    @PostMapping(
            path = OtlpProblemRenderer.TRACES,
            consumes = {OtlpEncoding.PROTOBUF_TYPE, OtlpEncoding.JSON_TYPE},
            produces = {OtlpEncoding.PROTOBUF_TYPE, OtlpEncoding.JSON_TYPE})
    @RequiresPermission(Permission.TELEMETRY_WRITE)
    @ApiResponse(
            responseCode = "200",
            description = "An `ExportTraceServiceResponse`, with `partialSuccess` if a part was rejected.",
            content = {
                @Content(mediaType = OtlpEncoding.JSON_TYPE, schema = @Schema(type = "object")),
                @Content(mediaType = OtlpEncoding.PROTOBUF_TYPE, schema = @Schema(type = "string", format = "binary"))
            })
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description = "An `ExportTraceServiceRequest`, at most 10 MB, or 20 MB after decompression.",
            content = {
                @Content(mediaType = OtlpEncoding.JSON_TYPE, schema = @Schema(type = "object")),
                @Content(mediaType = OtlpEncoding.PROTOBUF_TYPE, schema = @Schema(type = "string", format = "binary"))
            })
    ResponseEntity<byte[]> traces(
            @RequestHeader(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String type,
            @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, required = false) @Parameter(hidden = true) @Nullable
                    String compression,
            @RequestBody(required = false) byte @Nullable [] body) {
        OtlpEncoding encoding = OtlpEncoding.of(type);
        String team = team();
        TraceReader reader = new TraceReader(clock.instant(), keeping.keep());
        reader.read(read(encoding, compression, body, MessageType.TRACES));
        List<ReceivedCall> received = reader.calls().stream()
                .filter(call -> !properties.isGateway(call.origin().server()))
                .toList();
        calls.store(team, Callers.current(), received, prices.of(received), reader.rejections());
        return answer(encoding, "rejectedSpans", reader.rejections());
    }

    /// Receives metrics over OTLP/HTTP: `gen_ai.client.operation.duration` and `gen_ai.client.token.usage`, summed by
    /// hour, service and model. Other metrics are ignored.
    @PostMapping(
            path = OtlpProblemRenderer.METRICS,
            consumes = {OtlpEncoding.PROTOBUF_TYPE, OtlpEncoding.JSON_TYPE},
            produces = {OtlpEncoding.PROTOBUF_TYPE, OtlpEncoding.JSON_TYPE})
    @RequiresPermission(Permission.TELEMETRY_WRITE)
    @ApiResponse(
            responseCode = "200",
            description = "An `ExportMetricsServiceResponse`, with `partialSuccess` if a part was rejected.",
            content = {
                @Content(mediaType = OtlpEncoding.JSON_TYPE, schema = @Schema(type = "object")),
                @Content(mediaType = OtlpEncoding.PROTOBUF_TYPE, schema = @Schema(type = "string", format = "binary"))
            })
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            description = "An `ExportMetricsServiceRequest`, at most 10 MB, or 20 MB after decompression.",
            content = {
                @Content(mediaType = OtlpEncoding.JSON_TYPE, schema = @Schema(type = "object")),
                @Content(mediaType = OtlpEncoding.PROTOBUF_TYPE, schema = @Schema(type = "string", format = "binary"))
            })
    ResponseEntity<byte[]> metrics(
            @RequestHeader(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String type,
            @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, required = false) @Parameter(hidden = true) @Nullable
                    String compression,
            @RequestBody(required = false) byte @Nullable [] body) {
        OtlpEncoding encoding = OtlpEncoding.of(type);
        String team = team();
        MetricReader reader = new MetricReader(clock.instant());
        reader.read(read(encoding, compression, body, MessageType.METRICS));
        metrics.store(team, reader.points(), reader.rejections());
        return answer(encoding, "rejectedDataPoints", reader.rejections());
    }

    private static String team() {
        Caller caller = Callers.current();
        return caller.teamFor(Permission.TELEMETRY_WRITE, null);
    }

    private static JsonNode read(
            OtlpEncoding encoding, @Nullable String compression, byte @Nullable [] sent, MessageType type) {
        byte[] body = sent == null ? new byte[0] : sent;
        byte[] plain = compression == null || compression.equalsIgnoreCase("identity")
                ? body
                : decompressed(compression, body);
        return encoding.read(plain, type);
    }

    private static byte[] decompressed(String compression, byte[] body) {
        if (!compression.toLowerCase(Locale.ROOT).equals("gzip")) {
            throw RequestProblem.UNSUPPORTED_MEDIA_TYPE.because("Use gzip or no Content-Encoding.");
        }
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = stream.readNBytes(MOST_BYTES + 1);
            if (plain.length > MOST_BYTES) {
                throw tooLarge();
            }
            return plain;
        } catch (IOException _) {
            throw RequestProblem.INVALID_REQUEST.because("The body is not gzip, or is incomplete.");
        }
    }

    private static ProblemException tooLarge() {
        return RequestProblem.BODY_TOO_LARGE.because("A body may have at most 20 MB after decompression.");
    }

    private static ResponseEntity<byte[]> answer(OtlpEncoding encoding, String counted, Rejections rejections) {
        byte[] answer = rejections.count() == 0
                ? encoding.success()
                : encoding.partialSuccess(counted, rejections.count(), rejections.message());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(encoding.mediaType()))
                .body(answer);
    }
}
