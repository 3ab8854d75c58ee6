package io.plumbline.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.client.anthropic.AnthropicErrors;
import io.plumbline.gateway.client.openai.OpenAiErrors;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.testkit.ReferencePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CallErrorReferenceTest {

    private static final String NO = "no";
    private static final String TOLD_NOT_TO = "no: `x-should-retry: false`";
    private static final String YES = "yes";
    private static final String AFTER = "after `retry-after`";

    private static final Map<ProblemType, String> AGAIN = new LinkedHashMap<>();

    static {
        AGAIN.put(AccessProblem.UNAUTHENTICATED, NO);
        AGAIN.put(AccessProblem.IDENTITY_UNAVAILABLE, YES);
        AGAIN.put(RequestProblem.BODY_TOO_LARGE, NO);
        AGAIN.put(RequestProblem.INTERNAL_ERROR, YES);
        AGAIN.put(CallProblem.INVALID_CALL, NO);
        AGAIN.put(CallProblem.MODEL_NOT_FOUND, NO);
        AGAIN.put(CallProblem.CALL_FORBIDDEN, NO);
        AGAIN.put(CallProblem.GUARDRAIL_VIOLATION, NO);
        AGAIN.put(
                CallProblem.CALL_PARKED,
                "with `x-plumbline-approval`, after `retry-after`; not automatically: `x-should-retry: false`");
        AGAIN.put(CallProblem.CALL_REJECTED, TOLD_NOT_TO);
        AGAIN.put(CallProblem.CALL_LAPSED, "as a new call; not automatically: `x-should-retry: false`");
        AGAIN.put(CallProblem.TOO_MANY_PARKED, "after some are decided; not automatically: `x-should-retry: false`");
        AGAIN.put(CallProblem.RATE_LIMIT_EXCEEDED, AFTER);
        AGAIN.put(CallProblem.CONCURRENCY_EXCEEDED, AFTER);
        AGAIN.put(CallProblem.BUDGET_EXCEEDED, TOLD_NOT_TO);
        AGAIN.put(CallProblem.PRICE_UNKNOWN, TOLD_NOT_TO);
        AGAIN.put(CallProblem.PROMPT_NOT_GATED, NO);
        AGAIN.put(CallProblem.TARGET_NOT_GATED, TOLD_NOT_TO);
        AGAIN.put(CallProblem.ROUTE_PAUSED, TOLD_NOT_TO);
        AGAIN.put(CallProblem.PROVIDER_ERROR, YES);
        AGAIN.put(CallProblem.PROVIDER_CREDENTIAL_REFUSED, "after the provider's credential is replaced");
        AGAIN.put(CallProblem.PROVIDER_UNREACHABLE, YES);
        AGAIN.put(CallProblem.PROVIDER_MALFORMED, YES);
        AGAIN.put(CallProblem.ANSWER_OFF_SCHEMA, TOLD_NOT_TO);
        AGAIN.put(CallProblem.PROVIDER_CUT, YES);
        AGAIN.put(CallProblem.PROVIDER_UNAVAILABLE, AFTER);
        AGAIN.put(CallProblem.PROVIDER_OVERLOADED, "after `retry-after`, if the provider sent one");
        AGAIN.put(CallProblem.PROVIDER_TIMEOUT, YES);
        AGAIN.put(CallProblem.GATEWAY_OVERLOADED, AFTER);
        AGAIN.put(CallProblem.GATEWAY_NOT_READY, YES);
        AGAIN.put(CallProblem.GATEWAY_STOPPING, YES);
        AGAIN.put(CallProblem.AUDIT_UNAVAILABLE, YES);
        AGAIN.put(CallProblem.BUDGET_UNAVAILABLE, YES);
        AGAIN.put(CallProblem.APPROVAL_UNAVAILABLE, AFTER);
        AGAIN.put(CallProblem.RETRIEVAL_UNAVAILABLE, AFTER);
    }

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Errors of calls

                Generated from the code. The errors of `/v1/*`:

                - OpenAI's surface returns `{"error": {"message", "type", "param", "code"}}`.
                - `/v1/messages` returns `{"type": "error", "error": {"type", "message", "code"}, "request_id"}`.
                - A stream that has started ends with the same object as an error event.

                `error.type` is the value in [metrics, spans](telemetry.md#types-of-error) and the audit log. The page of each
                problem explains what to do.

                If a provider refuses a call with a 4xx other than 401, 402, 403 and 407, the client gets the provider's status and
                body instead. If the body cannot be shown, the code is `provider_refused`.

                | problem | status | status on `/v1/messages` | `type` | `type` on `/v1/messages` | `code` | `error.type` | retry? |
                |---|---|---|---|---|---|---|---|
                """);
        AGAIN.forEach((type, again) -> text.append(row(type, again)));
        ReferencePage.check("call-errors.md", text.toString());
    }

    @Test
    void hasEachProblemOfACall() {
        List<ProblemType> known = new ArrayList<>(AGAIN.keySet());

        assertThat(known).contains(CallProblem.values());
    }

    private static String row(ProblemType type, String again) {
        ProblemException problem = type.because("");
        JsonNode openAi = OpenAiErrors.of(problem).path("error");
        JsonNode anthropic = AnthropicErrors.of(problem, null).path("error");
        String code = type == CallProblem.GUARDRAIL_VIOLATION ? "the category" : code(openAi.path("code"));
        String errorType =
                type instanceof CallProblem call ? "`" + call.errorType().wireName() + "`" : "";
        return "| [%1$s](../problems/%1$s.md) | %2$d | %3$d | `%4$s` | `%5$s` | %6$s | %7$s | %8$s |%n"
                .formatted(
                        type.slug(),
                        type.status().value(),
                        AnthropicErrors.statusOf(problem),
                        openAi.path("type").asString(),
                        anthropic.path("type").asString(),
                        code,
                        errorType,
                        again);
    }

    private static String code(JsonNode code) {
        return code.isNull() ? "" : "`" + code.asString() + "`";
    }
}
