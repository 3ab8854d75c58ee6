package io.plumbline.gateway.pipeline.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.CallWay;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.scan.SpanScanner;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a person sees of texts that are too long for them, or at which the guards cannot look.
class QuestionsTest {

    private static final EffectivePolicy POLICY =
            TestGuards.policy("{\"stages\": {\"input\": {\"pii\": {\"action\": \"ask\"}}}, \"timeoutMs\": 60000}");

    private final UUID call = UUID.randomUUID();

    /// A detector that never gets to the end.
    private record Stuck() implements Detector {

        @Override
        public String name() {
            return "stuck";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.PII);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            throw new IllegalStateException("out of order");
        }
    }

    @Test
    void blameNoTextForWhatTheGuardsHaveNoTimeFor() {
        Questions questions =
                questions(TestGuards.input(new GuardEngine(new SpanScanner(List.of()), List.of(new Stuck()))));
        assertThatThrownBy(() -> questions.ofInput(call, resolution(), turn("Hello.")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(CallProblem.GATEWAY_OVERLOADED));
        assertThat(questions.ofInput(call, resolution(), turn("x".repeat(16_001))))
                .as("too long, and not looked at")
                .isEmpty();
        assertThat(questions.beginning("Hello.", Origin.TURN))
                .isEqualTo("This text cannot be shown: the guards could not inspect it in time.");
    }

    @Test
    void showTheBeginningOfWhatGrowsBeyondAllBoundsOnceItIsSeen() {
        Questions questions = questions(TestGuards.INPUT);
        assertThat(questions.beginning("\u200b".repeat(4_000), Origin.TURN))
                .startsWith("<U+00200B><U+00200B>")
                .endsWith("\n… (4000 characters in all)")
                .hasSizeLessThan(4_100);
        assertThat(questions.beginning("Hello.", Origin.TURN)).isEqualTo("Hello.");
        assertThat(questions.ofInput(call, resolution(), turn("\u200b".repeat(4_000))))
                .isEmpty();
    }

    private static Questions questions(InputGuard guard) {
        return new Questions(guard, TestGuards.OUTPUT, POLICY);
    }

    private static List<TextPlace> turn(String text) {
        return List.of(new ShownPlace(text, Origin.TURN));
    }

    private static Resolution resolution() {
        Provider provider = new Provider(
                "p", "t", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        ServedTarget target = new ServedTarget(new UpstreamTarget(provider, "m", null), null, null, false);
        return new Resolution("r", "v", "t", false, null, List.of(target), 0, null, null, null, CallWay.PLAIN);
    }
}
