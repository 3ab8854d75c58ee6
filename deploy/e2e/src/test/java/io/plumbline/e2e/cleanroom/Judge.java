package io.plumbline.e2e.cleanroom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of every answer: never a failure of ours, errors in the shape that is promised, and in them
/// neither what the client has sent nor what is within. An answer that is none of an error may hold what the client
/// sent, as a thing does that it has made.
final class Judge {

    /// What 503 is at Anthropic.
    private static final int OVERLOADED = 529;

    /// The code of gRPC for a service that is not available.
    private static final int UNAVAILABLE = 14;

    /// How those speak that should not be heard: classes, stack traces, the database.
    private static final Pattern WITHIN =
            Pattern.compile("\\b(?:java|jakarta|org|io|com|tools)\\.(?:[a-z0-9]+\\.)+[A-Z]|Exception\\b|\\tat"
                    + " |SQLState|(?i:jdbc:|syntax error at)");

    /// The paths whose errors have Presidio's shape, `{"error": "..."}`.
    private static final Set<String> PRESIDIOS = Set.of(
            "/analyze",
            "/anonymize",
            "/deanonymize",
            "/supportedentities",
            "/recognizers",
            "/anonymizers",
            "/deanonymizers");

    /// The paths whose errors have MLflow's shape, `{"error_code": "...", "message": "..."}`.
    private static final String MLFLOWS = "/api/2.0/mlflow/";

    /// The paths whose errors are a `google.rpc.Status` in the encoding of the request.
    private static final Set<String> OTLPS = Set.of("/v1/traces", "/v1/metrics");

    /// @return what is wrong with the answer
    Optional<String> fault(Malformed request, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String text = new String(answer.body(), UTF_8);
        if (status < 400) {
            return text.startsWith("data:") ? faultOfStream(request, text) : Optional.empty();
        }
        if (status >= 500 && !isDocumented(status, text)) {
            return Optional.of("answered " + status + " " + text);
        }
        if (!request.method().equals("HEAD") && !isError(request, answer, text)) {
            return Optional.of("answered " + status + " in no shape of ours: " + text);
        }
        return faultOfError(request, text)
                .or(() -> faultOfError(request, answer.headers().map().toString()));
    }

    /// A stream that has begun is a 200: an error in it is an event.
    private static Optional<String> faultOfStream(Malformed request, String text) {
        return text.lines()
                .filter(line -> line.startsWith("data: {\"error\""))
                .flatMap(line -> faultOfError(request, line).stream())
                .findFirst();
    }

    private static Optional<String> faultOfError(Malformed request, String text) {
        if (text.contains(request.canary())) {
            return Optional.of("tells what was sent: " + text);
        }
        return WITHIN.matcher(text).find() ? Optional.of("tells what is within: " + text) : Optional.empty();
    }

    private static boolean isDocumented(int status, String text) {
        JsonNode error = parsed(text);
        return (status == 503 || status == OVERLOADED)
                && (error.path("type").asString("").startsWith("/problems/")
                        || error.path("error").path("code").isString()
                        || error.path("error_code").isString()
                        || error.path("code").asInt(0) == UNAVAILABLE);
    }

    private static boolean isError(Malformed request, HttpResponse<byte[]> answer, String text) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        JsonNode error = parsed(text);
        if (type.startsWith("application/problem+json")) {
            return error.path("type").asString("").startsWith("/problems/");
        }
        if (request.operation().path().startsWith(MLFLOWS)) {
            return type.startsWith("application/json")
                    && error.path("error_code").isString()
                    && error.path("message").isString();
        }
        if (OTLPS.contains(request.operation().path())) {
            return type.startsWith("application/x-protobuf")
                    || (type.startsWith("application/json")
                            && error.path("code").isInt()
                            && error.path("message").isString());
        }
        JsonNode told = error.path("error");
        boolean presidios = PRESIDIOS.contains(request.operation().path());
        return type.startsWith("application/json")
                && (presidios ? told.isString() : told.path("message").isString());
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JsonMapper.shared().missingNode();
        }
    }
}
