package io.plumbline.gateway.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallCourse.CacheOutcome;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.cache.AnswerCache;
import io.plumbline.gateway.cache.CachedAnswer;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.CacheTerms;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.kit.security.Caller;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Answers calls from the cache, on routes that enable it. The key covers the recipient, the served
/// configuration, the guard policy as the caller's roles modify it, and the whole guarded request. A cached
/// answer was therefore guarded by exactly the policy that applies to its recipient.
///
/// A call with redacted values has placeholders of its own. It neither reads nor fills the cache, so a cached
/// answer never contains a caller's own values. Thread-safe.
@Component
final class ChatCache {

    private static final String FILTERED = "\"content_filter\"";

    private final AnswerCache answers;
    private final CallLedger ledger;
    private final MeterRegistry meters;

    ChatCache(AnswerCache answers, CallLedger ledger, MeterRegistry meters) {
        this.answers = answers;
        this.ledger = ledger;
        this.meters = meters;
    }

    /// Answers and records the call if the cache has its answer. Otherwise starts to record the response, for
    /// [#finish].
    ///
    /// @return whether the call is answered
    boolean answers(ChatExchange exchange, Resolution resolution, EffectivePolicy policy) throws IOException {
        CacheTerms terms = resolution.way().options().cache();
        if (terms == null) {
            return false;
        }
        String key = isFor(exchange, resolution, terms) ? keyOf(exchange, resolution, policy, terms) : null;
        if (key == null) {
            tell(CacheOutcome.BYPASS, exchange, resolution);
            return false;
        }
        CachedAnswer answer = answers.find(key).orElse(null);
        if (answer == null) {
            tell(CacheOutcome.MISS, exchange, resolution);
            ReplayableResponse.of(exchange.response()).record(key, answers.longest());
            return false;
        }
        tell(CacheOutcome.HIT, exchange, resolution);
        replay(answer, exchange);
        return true;
    }

    private static boolean isFor(ChatExchange exchange, Resolution resolution, CacheTerms terms) {
        JsonNode body = exchange.request().body();
        boolean tools = body.hasNonNull("tools") || body.hasNonNull("functions");
        return !exchange.call().isEvaluation()
                && resolution.rollout() == null
                && exchange.hidden().isEmpty()
                && !exchange.call().guards().isIncomplete()
                && (!tools || terms.withTools())
                && !ReplayableResponse.of(exchange.response()).isFreshWanted();
    }

    /// Returns the cache key; null if the recipient cannot be identified.
    private static @Nullable String keyOf(
            ChatExchange exchange, Resolution resolution, EffectivePolicy policy, CacheTerms terms) {
        Call call = exchange.call();
        Caller caller = call.caller();
        CallDigest digest = new CallDigest();
        digest.texts(ReplayableResponse.of(exchange.response()).circumstances());
        digest.text(resolution.team())
                .text(resolution.route())
                .text(terms.scopeOrUsual().name());
        if (terms.scopeOrUsual() != CacheTerms.Scope.TEAM) {
            digest.text(caller.type().name()).text(caller.id());
        }
        if (terms.scopeOrUsual() == CacheTerms.Scope.USER) {
            String subject = exchange.request().subject();
            if (subject == null && caller.type() != Caller.ActorType.USER) {
                return null;
            }
            digest.text(subject);
        }
        // The policy, whatever it is called, and all else by which the answer was made.
        digest.text(call.configuration()).text(policy.label());
        digest.texts(caller.rolesIn(resolution.team()));
        digest.text(call.prompt());
        for (Map.Entry<String, JsonNode> member : exchange.request().body().properties().stream()
                .filter(member -> !member.getKey().equals("user"))
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            digest.text(member.getKey()).json(member.getValue());
        }
        return digest.json(exchange.request().surface().memory().circumstances())
                .end();
    }

    private void tell(CacheOutcome outcome, ChatExchange exchange, Resolution resolution) {
        exchange.call().course().cached(outcome);
        CallHeaders.cached(outcome, exchange.response());
        meters.counter("plumbline.gateway.cache", "route", resolution.route(), "outcome", outcome.wireName())
                .increment();
    }

    /// Replays an answer. As everywhere, the end is sent only once the call is recorded.
    private void replay(CachedAnswer answer, ChatExchange exchange) throws IOException {
        Call call = exchange.call();
        call.used(TokenUsage.NONE, BigDecimal.ZERO);
        call.course().saved(answer.costUsd());
        ledger.record(call);
        CallHeaders.replayed(
                exchange.response(), answer.contentType(), answer.bytes().length, exchange.request().stream());
        exchange.watch().write(exchange.response().getOutputStream(), out -> {
            out.write(answer.bytes());
            out.flush();
        });
    }

    /// Ends the answer and caches it if it may be reused. It is cached before the client receives the end, so
    /// that an immediate repetition finds it.
    void finish(ChatExchange exchange, Resolution resolution) throws IOException {
        ReplayableResponse response = ReplayableResponse.of(exchange.response());
        String key = response.key();
        CacheTerms terms = resolution.way().options().cache();
        if (key == null || terms == null || !mayBeKept(exchange, resolution)) {
            exchange.delivery().finish();
            return;
        }
        byte[] rest = exchange.delivery().rest();
        byte[] bytes = response.whole(rest);
        if (bytes != null && !new String(bytes, StandardCharsets.UTF_8).contains(FILTERED)) {
            answers.keep(
                    key,
                    new CachedAnswer(
                            bytes,
                            exchange.delivery().contentType(),
                            Duration.ofSeconds(terms.ttlSeconds()),
                            exchange.call().costUsd()));
        }
        exchange.delivery().finish(rest);
    }

    private static boolean mayBeKept(ChatExchange exchange, Resolution resolution) {
        Call call = exchange.call();
        return call.errorType() == null
                && !exchange.delivery().isStopped()
                && !call.guards().isIncomplete()
                && resolution.targets().getFirst().equals(call.served());
    }
}
