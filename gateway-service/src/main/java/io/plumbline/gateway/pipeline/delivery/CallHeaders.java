package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallCourse.CacheOutcome;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.limit.counter.Permit;
import io.plumbline.gateway.route.resolve.Resolution;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Sets the response headers that report what the gateway did. Headers that occur once are added instead of set,
/// since setting a header scans all existing ones.
public final class CallHeaders {

    static final String GUARDRAILS = "x-plumbline-guardrails";

    private static final String COST = "x-plumbline-cost-usd";
    private static final String GUARDRAILS_INPUT = "x-plumbline-guardrails-input";
    private static final String CALL_ID = "x-plumbline-call-id";
    private static final String ROUTE = "x-plumbline-route";
    private static final String VARIANT = "x-plumbline-variant";
    private static final String CONFIGURATION = "x-plumbline-served-configuration";
    private static final String CACHE = "x-plumbline-cache";
    private static final String DROPPED = "x-plumbline-dropped";

    private CallHeaders() {}

    public static void begin(CallAccount account, HttpServletResponse response) {
        response.addHeader(CALL_ID, account.id().toString());
    }

    public static void resolved(Resolution resolution, HttpServletResponse response) {
        response.addHeader(ROUTE, resolution.route());
        response.addHeader(VARIANT, resolution.variant());
        response.setHeader(CACHE, "none");
    }

    public static void configured(String digest, HttpServletResponse response) {
        response.setHeader(CONFIGURATION, digest);
    }

    /// Reports request members that are not sent to any provider.
    public static void dropped(Set<String> members, HttpServletResponse response) {
        if (!members.isEmpty()) {
            response.addHeader(DROPPED, String.join(",", members));
        }
    }

    public static void cached(CacheOutcome outcome, HttpServletResponse response) {
        response.setHeader(CACHE, outcome.wireName());
    }

    /// Writes the headers of a replayed answer.
    public static void replayed(HttpServletResponse response, String contentType, int length, boolean stream) {
        response.setContentType(contentType);
        if (stream) {
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
        } else {
            response.setHeader(COST, "0");
            response.setContentLength(length);
        }
    }

    /// Reports the rate limits in OpenAI's headers, and in Anthropic's if the clients read them.
    public static void permitted(Permit permit, ClientAnswers answers, HttpServletResponse response) {
        permit.headers().forEach(response::addHeader);
        if (answers.hasAnthropicHeaders()) {
            permit.anthropicHeaders().forEach(response::addHeader);
        }
    }

    public static void guarded(CallAccount account, HttpServletResponse response) {
        response.setHeader(GUARDRAILS, account.guards().header());
    }

    /// Reports the findings in the input alone, for gates. The other header later covers the answer as well.
    public static void guardedInput(CallAccount account, HttpServletResponse response) {
        if (account.asked().evaluation()) {
            response.setHeader(GUARDRAILS_INPUT, account.guards().header());
        }
    }

    /// Reports the cost and the findings in the whole answer, once it is complete.
    static void answered(CallAccount account, HttpServletResponse response) {
        afterAnswer(account).forEach(response::setHeader);
    }

    /// Returns the headers that are known only once the answer is complete. A stream to an evaluation call has them
    /// as comments before its end.
    static Map<String, String> afterAnswer(CallAccount account) {
        Map<String, String> headers = new LinkedHashMap<>();
        BigDecimal cost = account.costUsd();
        if (cost != null) {
            headers.put(COST, cost.stripTrailingZeros().toPlainString());
        }
        headers.put(GUARDRAILS, account.guards().header());
        return headers;
    }
}
