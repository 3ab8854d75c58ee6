package io.plumbline.gateway.pipeline.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.budget.ledger.BudgetProperties;
import io.plumbline.gateway.client.completions.ChatSurface;
import io.plumbline.gateway.client.messages.MessagesSurface;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.TestPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.upstream.AnswerLengths;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Estimates for a model whose limit nobody knows, so that its answers get one of 4,096 tokens.
class UnreceivedAnswersTest {

    private static final DatedPrices PRICES = TestPrices.none().on(LocalDate.EPOCH);
    private static final UpstreamTarget TARGET = new UpstreamTarget(
            new Provider("p", "t", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE),
            "m",
            null);

    private static final TokenUsage INPUT = new TokenUsage(7, 0, 0, true);

    private final UnreceivedAnswers answers = new UnreceivedAnswers(
            new AnswerLengths(),
            new BudgetProperties(
                    BudgetProperties.Unavailable.REJECT,
                    Duration.ofMinutes(1),
                    Duration.ofMillis(500),
                    4_096,
                    2_000,
                    null,
                    null));

    /// A provider that hangs gives no more than others do.
    @Test
    void areAsLongAsUsualHoweverLongTheyTake() {
        assertThat(used(WireJson.newObject(), false, 120)).isEqualTo(new TokenUsage(7, 0, 500, true));
        assertThat(used(WireJson.newObject(), true, 120).output()).isEqualTo(500);
    }

    @Test
    void areNoLongerThanTheTimeOfAStreamAllows() {
        assertThat(used(WireJson.newObject(), true, 2).output()).isEqualTo(200);
        assertThat(used(WireJson.newObject().put("n", 3), true, 2).output()).isEqualTo(600);
    }

    @Test
    void growWithTheTimeWhileAModelThinksUpToWhatIsReserved() {
        assertThat(unheard(WireJson.newObject(), 20)).isEqualTo(2_000);
        assertThat(unheard(WireJson.newObject(), 60)).isEqualTo(4_096);
        assertThat(unheard(WireJson.newObject().put("max_tokens", 300), 60)).isEqualTo(300);
    }

    @Test
    void growWithTheTimeOfAStreamThatHadBegunThoughUsualAnswersAreShort() {
        assertThat(used(WireJson.newObject(), new AttemptLog.Lost(TARGET, nanos(20), true, WireJson.newObject()), true)
                        .output())
                .isEqualTo(2_000);
    }

    /// A call costs no more lost than it reserves: members of the other language mean nothing.
    @Test
    void areAsManyAsAreMadeInTheLanguageOfTheCall() {
        ObjectNode several = WireJson.newObject().put("n", 2).put("best_of", 4);
        assertThat(answers.used(asked(new ChatSurface(), several), "r", silent(2), INPUT, PRICES)
                        .output())
                .isEqualTo(4 * 200);
        ObjectNode message = several.put("max_tokens", 100).put("max_completion_tokens", 1_000_000);
        assertThat(answers.used(asked(new MessagesSurface(Operation.CHAT), message), "r", silent(2), INPUT, PRICES)
                        .output())
                .isEqualTo(100);
        assertThat(answers.unheard(asked(new MessagesSurface(Operation.CHAT), message), TARGET, nanos(20), PRICES))
                .isEqualTo(100);
        assertThat(answers.unheard(asked(new ChatSurface(), message), TARGET, nanos(20), PRICES))
                .isEqualTo(4 * 2_000);
    }

    private static AttemptLog.Lost silent(int seconds) {
        return new AttemptLog.Lost(TARGET, nanos(seconds), false, WireJson.newObject());
    }

    private static UpstreamRequest asked(Surface surface, ObjectNode body) {
        return new UpstreamRequest(surface, body, true, Map.of());
    }

    private TokenUsage used(ObjectNode body, boolean stream, int seconds) {
        return used(body, new AttemptLog.Lost(TARGET, nanos(seconds), false, WireJson.newObject()), stream);
    }

    private TokenUsage used(ObjectNode body, AttemptLog.Lost lost, boolean stream) {
        UpstreamRequest asked = new UpstreamRequest(new ChatSurface(), body, stream, Map.of());
        return answers.used(asked, "r", lost, INPUT, PRICES);
    }

    private long unheard(ObjectNode body, int seconds) {
        return answers.unheard(asked(new ChatSurface(), body), TARGET, nanos(seconds), PRICES);
    }

    private static long nanos(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
