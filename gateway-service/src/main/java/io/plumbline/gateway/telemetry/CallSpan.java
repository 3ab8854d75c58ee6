package io.plumbline.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The span of a current call, which is active in its thread until it ends. It contains the call's attributes and
/// usage, never its content. Not thread-safe.
public final class CallSpan {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey(GenAiNames.FINISH_REASONS);

    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // Closed by #end, in the thread that began the call.
    CallSpan(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    /// @param outline of the answer, evaluated only if the span is recorded
    void end(CallAccount account, Supplier<AnswerOutline> outline) {
        scope.close();
        if (span.isRecording()) {
            asked(account);
            served(account);
            answered(account, outline.get());
            failed(account.errorType());
        }
        span.end();
    }

    private void asked(CallAccount account) {
        span.setAttribute(GenAiNames.OPERATION, account.call().operation().wireName());
        span.setAttribute(GenAiNames.CALL_ID, account.id().toString());
        span.setAttribute(GenAiNames.REQUEST_STREAM, account.asked().stream());
        Resolution resolution = account.resolution();
        if (resolution != null) {
            span.setAttribute(GenAiNames.ROUTE, resolution.route());
            span.setAttribute(GenAiNames.VARIANT, resolution.variant());
        }
        EffectivePolicy policy = account.policy();
        if (policy != null) {
            span.setAttribute(GenAiNames.POLICY, policy.label());
        }
    }

    private void served(CallAccount account) {
        ServedTarget served = account.served();
        if (served == null) {
            return;
        }
        Provider provider = served.upstream().provider();
        String model = served.upstream().model();
        span.updateName(account.call().operation().wireName() + " " + model);
        span.setAttribute(GenAiNames.MODEL, model);
        span.setAttribute(GenAiNames.PROVIDER, GenAiNames.of(provider.kind()));
        span.setAttribute(GenAiNames.PROVIDER_ENTRY, provider.name());
        span.setAttribute(GenAiNames.ATTEMPTS, account.course().attempts());
        String host = provider.baseUrl().getHost();
        if (host != null) {
            span.setAttribute(GenAiNames.SERVER_ADDRESS, host);
            span.setAttribute(GenAiNames.SERVER_PORT, portOf(provider));
        }
    }

    private static long portOf(Provider provider) {
        int port = provider.baseUrl().getPort();
        if (port >= 0) {
            return port;
        }
        return "http".equals(provider.baseUrl().getScheme()) ? 80 : 443;
    }

    private void answered(CallAccount account, AnswerOutline outline) {
        set(GenAiNames.RESPONSE_ID, outline.id());
        set(GenAiNames.RESPONSE_MODEL, outline.model());
        if (!outline.finishReasons().isEmpty()) {
            span.setAttribute(FINISH_REASONS, outline.finishReasons());
        }
        TokenUsage usage = account.usage();
        if (usage.total() > 0) {
            span.setAttribute(GenAiNames.INPUT_TOKENS, usage.input());
            span.setAttribute(GenAiNames.OUTPUT_TOKENS, usage.output());
            span.setAttribute(GenAiNames.CACHE_READ_TOKENS, usage.cachedInput());
            span.setAttribute(GenAiNames.CACHE_CREATION_TOKENS, usage.cacheWrite() + usage.cacheWriteLong());
        }
        Long firstToken = account.timing().firstTokenNanos();
        if (firstToken != null) {
            span.setAttribute(GenAiNames.TIME_TO_FIRST_CHUNK, firstToken / NANOS_PER_SECOND);
        }
    }

    private void failed(@Nullable ErrorType error) {
        if (error != null) {
            span.setAttribute(GenAiNames.ERROR_TYPE, error.wireName());
            span.setAttribute(GenAiNames.FAULT_DOMAIN, error.domain().wireName());
            span.setStatus(StatusCode.ERROR);
        }
    }

    private void set(String name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }
}
