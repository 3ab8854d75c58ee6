package io.plumbline.gateway.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallCourse.CacheOutcome;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.cache.AnswerCache;
import io.plumbline.gateway.cache.CachedAnswer;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.pipeline.call.GuardedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.delivery.Delivery;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.pipeline.question.CallApproval;
import io.plumbline.gateway.route.definition.CacheTerms;
import io.plumbline.kit.security.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Answers calls from the cache, on routes that enable it. The key covers the recipient, the served
/// configuration, the guard policy as the caller's roles modify it, and the whole guarded request. A cached
/// answer was therefore guarded by exactly the policy that applies to its recipient. The key also covers the
/// passages of a knowledge base, which are retrieved before each lookup: an answer made from a document is not
/// found once the document is deleted, replaced or closed to the caller.
///
/// A call with redacted values has placeholders of its own. It neither reads nor fills the cache, so a cached
/// answer never contains a caller's own values. Thread-safe.
@Component
final class CacheStage {

    private static final String FILTERED = "\"content_filter\"";

    private final AnswerCache answers;
    private final CallLedger ledger;
    private final MeterRegistry meters;

    CacheStage(AnswerCache answers, CallLedger ledger, MeterRegistry meters) {
        this.answers = answers;
        this.ledger = ledger;
        this.meters = meters;
    }

    /// Answers and records the call if the cache has its answer. Otherwise starts to record the response, for
    /// [#finish].
    ///
    /// @param approval is used up by an answer
    /// @return whether the call is answered
    boolean answers(GuardedCall guarded, CallApproval approval) throws IOException {
        ResolvedCall call = guarded.resolved();
        CacheTerms terms = call.resolution().way().options().cache();
        if (terms == null) {
            return false;
        }
        String key = isFor(call, terms) ? keyOf(guarded, terms) : null;
        if (key == null) {
            tell(CacheOutcome.BYPASS, call);
            return false;
        }
        CachedAnswer answer = answers.find(key).orElse(null);
        if (answer == null) {
            tell(CacheOutcome.MISS, call);
            call.response().record(key, answers.longest());
            return false;
        }
        tell(CacheOutcome.HIT, call);
        replay(answer, call);
        approval.reached();
        return true;
    }

    private static boolean isFor(ResolvedCall call, CacheTerms terms) {
        JsonNode body = call.request().body();
        boolean tools = body.hasNonNull("tools") || body.hasNonNull("functions");
        return !call.client().isEvaluation()
                && call.resolution().rollout() == null
                && call.resolution().way().skipped() == null
                && call.hidden().isEmpty()
                && !call.account().guards().isIncomplete()
                && (!tools || terms.withTools())
                && !call.response().isFreshWanted();
    }

    /// Returns the cache key; null if the recipient cannot be identified.
    private static @Nullable String keyOf(GuardedCall guarded, CacheTerms terms) {
        ResolvedCall call = guarded.resolved();
        Caller caller = call.client().caller();
        CallDigest digest = new CallDigest();
        digest.texts(call.response().circumstances());
        digest.text(call.team())
                .text(call.resolution().route())
                .text(terms.scopeOrUsual().name());
        if (terms.scopeOrUsual() != CacheTerms.Scope.TEAM) {
            digest.text(caller.type().name()).text(caller.id());
        }
        if (terms.scopeOrUsual() == CacheTerms.Scope.USER) {
            String subject = call.request().subject();
            if (subject == null && caller.type() != Caller.ActorType.USER) {
                return null;
            }
            digest.text(subject);
        }
        // The policy, whatever it is called, and all else by which the answer was made.
        digest.text(call.configuration()).text(call.policy().label());
        digest.texts(caller.rolesIn(call.team()));
        digest.text(call.account().prompt());
        for (Map.Entry<String, JsonNode> member : call.request().body().properties().stream()
                .filter(member -> !member.getKey().equals("user"))
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            digest.text(member.getKey()).json(member.getValue());
        }
        digest.texts(guarded.passages().stream()
                .map(passage -> passage.chunk() + "@" + passage.version())
                .toList());
        return digest.json(call.client().memory().circumstances()).end();
    }

    private void tell(CacheOutcome outcome, ResolvedCall call) {
        call.account().course().cached(outcome);
        CallHeaders.cached(outcome, call.response());
        meters.counter("plumbline.gateway.cache", "route", call.resolution().route(), "outcome", outcome.wireName())
                .increment();
    }

    /// Replays an answer. As everywhere, the end is sent only once the call is recorded.
    private void replay(CachedAnswer answer, ResolvedCall call) throws IOException {
        CallAccount account = call.account();
        account.spend().usedNothing();
        account.course().saved(answer.costUsd());
        ledger.record(account);
        call.client().replay(answer.contentType(), answer.bytes());
    }

    /// Ends the answer and caches it if it may be reused. It is cached before the client receives the end, so
    /// that an immediate repetition finds it.
    void finish(ResolvedCall call) throws IOException {
        ReplayableResponse response = call.response();
        Delivery delivery = call.delivery();
        String key = response.key();
        CacheTerms terms = call.resolution().way().options().cache();
        if (key == null || terms == null || !mayBeKept(call)) {
            delivery.finish();
            return;
        }
        byte[] rest = delivery.rest();
        byte[] bytes = response.whole(rest);
        if (bytes != null && !new String(bytes, StandardCharsets.UTF_8).contains(FILTERED)) {
            answers.keep(
                    key,
                    new CachedAnswer(
                            bytes,
                            delivery.contentType(),
                            Duration.ofSeconds(terms.ttlSeconds()),
                            call.account().costUsd()));
        }
        delivery.finish(rest);
    }

    private static boolean mayBeKept(ResolvedCall call) {
        CallAccount account = call.account();
        return account.errorType() == null
                && !call.delivery().isStopped()
                && !account.guards().isIncomplete()
                && call.resolution().targets().getFirst().equals(call.served());
    }
}
