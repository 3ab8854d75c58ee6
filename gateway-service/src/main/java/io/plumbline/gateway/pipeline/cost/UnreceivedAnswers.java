package io.plumbline.gateway.pipeline.cost;

import io.plumbline.gateway.budget.ledger.BudgetProperties;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.upstream.AnswerLengths;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Estimates the usage of answers that never arrived or were interrupted before their first token: the client
/// disconnected, the time limit was reached, or the connection was lost. Providers bill the tokens generated
/// until then but never report them. The estimate never exceeds the answer's limit, which the call reserves.
@Component
public final class UnreceivedAnswers {

    /// Faster than most models generate.
    private static final long TOKENS_PER_SECOND = 100;

    private final AnswerLengths lengths;
    private final BudgetProperties properties;

    UnreceivedAnswers(AnswerLengths lengths, BudgetProperties properties) {
        this.lengths = lengths;
        this.properties = properties;
    }

    /// Estimates an attempt without output: the input, and for each choice the typical output of the route. For a
    /// stream, the output is at most what can be generated in the elapsed time, and exactly that if the stream
    /// had started.
    ///
    /// @param input known or estimated input, and reported output
    /// @param prices with which the call was reserved
    public TokenUsage used(
            UpstreamRequest asked, String route, AttemptLog.Lost lost, TokenUsage input, DatedPrices prices) {
        if (asked.operation() != Operation.CHAT) {
            return input;
        }
        long each = lost.begun() ? generatedIn(lost.nanos()) : lengths.expected(route, lost.target());
        if (asked.stream()) {
            each = Math.min(each, generatedIn(lost.nanos()));
        }
        return input.withOutput(output(asked, lost.target(), each, prices));
    }

    /// Estimates the output of a stream that started and was interrupted before its first token: what can be
    /// generated in the elapsed time, since models may reason without reporting it.
    ///
    /// @param nanos since the request was sent
    /// @param prices with which the call was reserved
    public long unheard(UpstreamRequest asked, UpstreamTarget target, long nanos, DatedPrices prices) {
        return output(asked, target, generatedIn(nanos), prices);
    }

    private static long generatedIn(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) * TOKENS_PER_SECOND / 1_000;
    }

    private long output(UpstreamRequest asked, UpstreamTarget target, long likely, DatedPrices prices) {
        long each = Math.min(likely, largest(asked, target, prices));
        return Math.min(each, TokenUsage.MOST) * asked.choicesMade();
    }

    private long largest(UpstreamRequest asked, UpstreamTarget target, DatedPrices prices) {
        Long said = asked.largestOutput();
        Long limit = said == null ? OutputLimits.of(target.defaults()) : said;
        return limit == null
                ? prices.maxOutputTokens(target.priced()).orElse((long) properties.defaultMaxOutput())
                : limit;
    }
}
