package io.plumbline.eval.sibling;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How the gateway served a call, by the headers of its answer.
///
/// @param configuration digest of the served configuration; null where the gateway does not say
/// @param guardrails what its guards found in question and answer, such as `pii=redact:3;injection=allow`; null
///     where it does not say
/// @param ofInput the same of the question alone; null where it does not say
/// @param stopped where a guard ended the call
public record CallServing(
        @Nullable String configuration,
        @Nullable String guardrails,
        @Nullable String ofInput,
        Stop stopped) {

    /// Of a call that nobody answered.
    public static final CallServing UNKNOWN = new CallServing(null, null, null, Stop.NOWHERE);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONFIGURATION = "x-plumbline-served-configuration";
    private static final String GUARDRAILS = "x-plumbline-guardrails";
    private static final String OF_INPUT = "x-plumbline-guardrails-input";
    private static final String VIOLATION = "guardrail_violation";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern REDACTIONS = Pattern.compile("[a-z_]{1,40}=redact(?::([0-9]{1,6}))?");
    private static final Pattern STOPS = Pattern.compile("=(?:block|ask)");
    private static final int MAX_LENGTH = 300;

    /// Where a guard ended a call.
    public enum Stop {
        NOWHERE,
        INPUT,
        OUTPUT
    }

    /// @param withheld whether the answer was
    static CallServing answered(HttpHeaders headers, boolean withheld) {
        String guardrails = bounded(headers.getFirst(GUARDRAILS));
        // A provider's own filter says the same; then the gateway's guards stopped nothing.
        boolean byPolicy =
                withheld && guardrails != null && STOPS.matcher(guardrails).find();
        return of(headers, byPolicy ? Stop.OUTPUT : Stop.NOWHERE);
    }

    static CallServing refused(RestClientResponseException e) {
        HttpHeaders headers = e.getResponseHeaders();
        return headers == null ? UNKNOWN : of(headers, isViolation(e) ? Stop.INPUT : Stop.NOWHERE);
    }

    private static CallServing of(HttpHeaders headers, Stop stopped) {
        String configuration = headers.getFirst(CONFIGURATION);
        return new CallServing(
                configuration != null && DIGEST.matcher(configuration).matches() ? configuration : null,
                bounded(headers.getFirst(GUARDRAILS)),
                bounded(headers.getFirst(OF_INPUT)),
                stopped);
    }

    private static boolean isViolation(RestClientResponseException e) {
        try {
            return JSON.readTree(e.getResponseBodyAsByteArray())
                    .path("error")
                    .path("type")
                    .asString("")
                    .equals(VIOLATION);
        } catch (JacksonException malformed) {
            return false;
        }
    }

    private static @Nullable String bounded(@Nullable String header) {
        return header == null || header.length() > MAX_LENGTH ? null : header;
    }

    /// Whether the model was shown something else than was sent. Where the gateway does not tell the question's
    /// redactions from the answer's, all count as the question's.
    public boolean altersInput() {
        return redactions(ofInput == null ? guardrails : ofInput) > 0;
    }

    /// Whether something else was answered than the model said.
    public boolean altersOutput() {
        return ofInput != null && redactions(guardrails) > redactions(ofInput);
    }

    private static int redactions(@Nullable String said) {
        int sum = 0;
        if (said != null) {
            Matcher redaction = REDACTIONS.matcher(said);
            while (redaction.find()) {
                sum += redaction.group(1) == null ? 0 : Integer.parseInt(redaction.group(1));
            }
        }
        return sum;
    }
}
