package io.plumbline.eval.sibling;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How the gateway served a call, from the headers of its response.
///
/// @param configuration digest of the served configuration; null if not reported
/// @param guardrails findings in question and answer, for example `pii=redact:3;injection=allow`; null if not
///     reported
/// @param ofInput findings in the question only; null if not reported
/// @param stopped where a guard ended the call
public record CallServing(
        @Nullable String configuration,
        @Nullable String guardrails,
        @Nullable String ofInput,
        Stop stopped) {

    /// For a call without a response.
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

    /// @param withheld whether the answer was withheld
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

    /// Whether the model saw an altered question. If the gateway does not distinguish the redactions of question
    /// and answer, all count as the question's.
    public boolean altersInput() {
        return redactions(ofInput == null ? guardrails : ofInput) > 0;
    }

    /// Whether the answer was altered.
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
