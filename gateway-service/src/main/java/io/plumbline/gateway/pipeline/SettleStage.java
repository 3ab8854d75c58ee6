package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.pipeline.call.CallContent;
import io.plumbline.gateway.pipeline.call.ReservedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.cost.AskedTier;
import io.plumbline.gateway.pipeline.cost.UnreceivedAnswers;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.tokens.TokenCounter;
import io.plumbline.gateway.upstream.AnswerLengths;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Accounts for what a call has used: the provider's report, otherwise the gateway's own count. Thread-safe.
@Component
final class SettleStage {

    private final TokenCounter counter;
    private final AnswerLengths lengths;
    private final UnreceivedAnswers answers;
    private final CallLedger ledger;

    SettleStage(TokenCounter counter, AnswerLengths lengths, UnreceivedAnswers answers, CallLedger ledger) {
        this.counter = counter;
        this.lengths = lengths;
        this.answers = answers;
        this.ledger = ledger;
    }

    /// Accounts for the last answer, complete or not, and stores it if content is stored.
    ///
    /// @return its usage
    TokenUsage settle(ReservedCall reserved) {
        ResolvedCall call = reserved.resolved();
        CallAccount account = call.account();
        account.timing().upstreamEnds();
        TokenUsage used = used(call, reserved.inputTokens());
        ledger.account(account, used);
        CallContent.keepAnswer(call.client());
        return used;
    }

    /// Accounts for an answer that is repaired: it was paid for, and the client does not receive it.
    void discard(ReservedCall call, UpstreamTarget by, TokenUsage used) {
        ledger.discard(call.account(), call.resolved().resolution().served(by), used);
    }

    /// Accounts for an answer that another target's replaces. It was paid for, so the usage of the final answer
    /// includes it. Estimates of attempts without output are not included, since no provider counted them.
    void discard(ReservedCall reserved, AttemptLog.Discarded answer) {
        ResolvedCall call = reserved.resolved();
        CallRequest request = call.request();
        TokenUsage usage = reported(request.surface(), answer.usage(), reserved.inputTokens())
                .in(AskedTier.of(request.upstream(), answer.target()));
        ledger.discard(call.account(), call.resolution().served(answer.target()), usage);
        call.delivery().paidBefore(answer.usage());
    }

    /// Accounts for the estimated usage of an attempt without output ([UnreceivedAnswers]). It counts in the
    /// event, in limits and, as far as they have room, in budgets. The answer's `usage` does not include it.
    ///
    /// @param inputTokens an estimate of the input
    void lost(
            CallAccount account,
            Resolution resolution,
            UpstreamRequest asked,
            AttemptLog.Lost attempt,
            long inputTokens) {
        if (asked.operation() == Operation.COUNT_TOKENS) {
            return;
        }
        TokenUsage input =
                reported(asked.surface(), attempt.usage(), inputTokens).asEstimate();
        TokenUsage used = answers.used(asked, resolution.route(), attempt, input, ledger.pricesOf(account))
                .in(AskedTier.of(asked, attempt.target()));
        ledger.lost(account, resolution.served(attempt.target()), used);
    }

    private TokenUsage used(ResolvedCall call, long inputTokens) {
        TokenUsage used = counted(call, inputTokens);
        UpstreamTarget target = call.served().upstream();
        UpstreamRequest request = call.request().upstream();
        long unheard = call.delivery().nanosBeforeFirstToken();
        if (used.estimated() && unheard > 0) {
            used = used.withOutput(answers.unheard(request, target, unheard, ledger.pricesOf(call.account())));
        }
        return used.in(AskedTier.of(request, target));
    }

    /// Returns the usage that a provider reported in the client's dialect; the estimate if it is empty.
    private static TokenUsage reported(Surface surface, ObjectNode usage, long inputTokens) {
        ObjectNode body = WireJson.newObject();
        body.set("usage", usage);
        return surface.answers().whole(body).usage(inputTokens);
    }

    private TokenUsage counted(ResolvedCall call, long inputTokens) {
        TokenUsage said = call.delivery().usage(inputTokens);
        noteLength(call, said);
        if (!said.estimated()) {
            return said;
        }
        Surface surface = call.request().surface();
        ArrayNode remembered = call.delivery().lastRemembered();
        List<TextPlace> answer = surface.answers()
                .counted(remembered == null ? WireJson.newObject().arrayNode() : remembered);
        if (answer == null) {
            return said;
        }
        String model = call.served().upstream().model();
        long input = count(model, surface.prompt().texts(call.request().body()));
        long output = remembered == null ? said.output() : count(model, answer);
        return new TokenUsage(input, 0, output, true).in(said.tier());
    }

    /// Records the output length, which improves later estimates for similar calls. Answers without reported
    /// usage are ignored, since they may have been interrupted.
    private void noteLength(ResolvedCall call, TokenUsage said) {
        boolean chat = call.request().surface().operation() == Operation.CHAT;
        if (chat && said.output() > 0 && !said.estimated()) {
            boolean one = call.delivery().isRepair();
            long perChoice = said.output() / (one ? 1 : call.request().choicesWanted());
            lengths.note(call.resolution().route(), call.served().upstream(), perChoice);
        }
    }

    private long count(String model, List<TextPlace> places) {
        StringBuilder all = new StringBuilder();
        places.forEach(place -> all.append(place.text()));
        return counter.count(model, all.toString());
    }
}
