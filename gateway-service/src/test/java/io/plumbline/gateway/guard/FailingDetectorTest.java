package io.plumbline.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.ChannelGuard;
import io.plumbline.gateway.guard.answer.OutputGuards;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a text, at each stage, on which a detector gives no answer: it throws, or takes longer
/// than it may.
class FailingDetectorTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /// @param category of what it would have found
    private record Failing(Category category, boolean late) implements Detector {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(category);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            if (!late) {
                throw new IllegalStateException("out of order");
            }
            while (!passage.deadline().isPast()) {
                Thread.onSpinWait();
            }
            passage.deadline().check();
            return List.of();
        }
    }

    private GuardEngine engine(Category category, boolean late) {
        return new GuardEngine(new SpanScanner(List.of()), List.of(new Failing(category, late)))
                .watchedBy(new FailedDetectors(meters));
    }

    /// @param late whether time is to run out; else there is plenty, also for classes that are not loaded yet
    private static EffectivePolicy policy(String stage, String category, String onFailure, boolean late) {
        return TestGuards.policy("""
                {"stages": {"%s": {"%s": {"action": "block"}}}, "onFailure": "%s", "timeoutMs": %d}""".formatted(stage, category, onFailure, late ? 150 : 60_000));
    }

    @BeforeEach
    void loadClasses() {
        GuardEngine engine = engine(Category.PII, false);
        boolean _ = passes(engine, policy("input", "pii", "OPEN", false), Origin.TURN, false);
        boolean _ =
                answer(engine, policy("output", "pii", "OPEN", false)).redact(new Place(Origin.CONVERSATION, "Hello."));
        meters.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "input,TURN,prompt_injection,false", "input,TURN,prompt_injection,true",
        "input,CONVERSATION,pii,false", "input,CONVERSATION,pii,true",
        "tool,TOOL_RESULT,prompt_injection,false", "tool,TOOL_RESULT,prompt_injection,true",
        "tool,TOOL_ARGUMENTS,pii,false", "tool,TOOL_ARGUMENTS,pii,true"
    })
    void stopsARequestOrLetsItPassAsThePolicySays(String stage, Origin origin, String category, boolean late) {
        GuardEngine engine = engine(Category.of(category).orElseThrow(), late);
        assertThat(passes(engine, policy(stage, category, "OPEN", late), origin, late))
                .isTrue();
        assertThat(passes(engine, policy(stage, category, "CLOSED", late), origin, late))
                .isFalse();
        counted(stage, late);
    }

    private static boolean passes(GuardEngine engine, EffectivePolicy policy, Origin origin, boolean late) {
        InputGuard guard = new InputGuard(engine, new GuardPool());
        GuardReport report = new GuardReport();
        try {
            guard.guard(
                            List.of(new Place(origin, "{\"a\":\"Hello.\"}")),
                            policy,
                            "retail",
                            PlaceholderVault.fresh(),
                            guard.deadline(policy),
                            report)
                    .orThrow();
            return true;
        } catch (ProblemException refused) {
            assertThat(refused.type())
                    .isEqualTo(late ? CallProblem.GATEWAY_OVERLOADED : CallProblem.GUARDRAIL_VIOLATION);
            return false;
        } finally {
            assertThat(report.isIncomplete()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"toxicity,false", "toxicity,true", "pii,false", "pii,true"})
    void stopsAnAnswerOrLetsItPassAsThePolicySays(String category, boolean late) {
        GuardEngine engine = engine(Category.of(category).orElseThrow(), late);
        for (boolean json : new boolean[] {false, true}) {
            Origin origin = json ? Origin.TOOL_ARGUMENTS : Origin.CONVERSATION;
            assertThat(answer(engine, policy("output", category, "OPEN", late))
                            .redact(new Place(origin, "{\"a\":\"Hello.\"}")))
                    .isTrue();
            assertThat(answer(engine, policy("output", category, "CLOSED", late))
                            .redact(new Place(origin, "{\"a\":\"Hello.\"}")))
                    .isFalse();
            assertThat(streamed(answer(engine, policy("output", category, "OPEN", late)), json))
                    .isEqualTo("{\"a\":\"Hello.\"}");
            AnswerGuard closed = answer(engine, policy("output", category, "CLOSED", late));
            assertThat(streamed(closed, json)).isEqualTo("stopped");
            assertThat(closed.isOutOfTime()).as("it is the gateway's fault").isEqualTo(late);
        }
        counted("output", late);
    }

    private static AnswerGuard answer(GuardEngine engine, EffectivePolicy policy) {
        GuardReport report = new GuardReport();
        return OutputGuards.with(engine)
                .answer(
                        policy,
                        "retail",
                        PlaceholderVault.fresh(),
                        report,
                        Surroundings.NONE,
                        new ToolGuard(policy.tools(), false, List.of(), report));
    }

    private static String streamed(AnswerGuard guard, boolean json) {
        ChannelGuard channel = guard.channel(json);
        String given = channel.push("{\"a\":\"He") + channel.push("llo.\"}");
        channel.end();
        given += channel.rest();
        return channel.isStopped() ? "stopped" : given;
    }

    private void counted(String stage, boolean late) {
        for (String decision : List.of("open", "closed")) {
            Counter counter = meters.find("plumbline.gateway.guard.failures")
                    .tags(
                            "stage",
                            stage,
                            "detector",
                            "failing",
                            "reason",
                            late ? "timeout" : "error",
                            "decision",
                            decision)
                    .counter();
            assertThat(counter).as(decision).isNotNull();
            assertThat(counter.count()).isPositive();
        }
    }

    private static final class Place implements TextPlace {
        private final Origin origin;
        private String text;

        Place(Origin origin, String text) {
            this.origin = origin;
            this.text = text;
        }

        @Override
        public Origin origin() {
            return origin;
        }

        @Override
        public String param() {
            return "messages[0].content";
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public void replace(String other) {
            text = other;
        }
    }
}
