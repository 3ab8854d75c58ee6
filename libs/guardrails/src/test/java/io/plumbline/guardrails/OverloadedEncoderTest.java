package io.plumbline.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.injection.InjectionDetector;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.scan.SpanScanner;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whoever keeps the encoder busy must not get a text past it that only the encoder would have found.
class OverloadedEncoderTest {

    private static final String HARMLESS = "Please tell me what the weather will be like in the mountains.";
    private static final DetectorFailure MISSED = new DetectorFailure("injection", "encoder");

    @Test
    void isAFailureThatThePolicyDecides() {
        for (Overloaded encoder : Overloaded.values()) {
            Inspection closed = inspect(encoder, Action.BLOCK, FailureMode.CLOSED);
            assertThat(closed.decision()).as(encoder.name()).isEqualTo(Action.BLOCK);
            assertThat(closed.failures()).containsExactly(MISSED);
            Inspection open = inspect(encoder, Action.BLOCK, FailureMode.OPEN);
            assertThat(open.decision()).isEqualTo(Action.ALLOW);
            assertThat(open.failures()).containsExactly(MISSED);
        }
    }

    @Test
    void stopsNothingThatWouldOnlyHaveBeenFlagged() {
        Inspection flagging = inspect(Overloaded.AT_ONCE, Action.FLAG, FailureMode.CLOSED);
        assertThat(flagging.decision()).isEqualTo(Action.ALLOW);
        assertThat(flagging.failures()).containsExactly(MISSED);
    }

    @Test
    void isNoneWhereThereIsNoEncoder() {
        assertThat(inspect(null, Action.BLOCK, FailureMode.CLOSED).failures()).isEmpty();
    }

    private static Inspection inspect(@Nullable Overloaded encoder, Action action, FailureMode mode) {
        GuardEngine engine = new GuardEngine(new SpanScanner(List.of()), List.of(new InjectionDetector()), encoder);
        GuardPolicy policy = new GuardPolicy(
                Map.of(Stage.INPUT, StageRules.of(Map.of(Category.PROMPT_INJECTION, Rule.of(action)))), mode, 1_000);
        return engine.inspect(Stage.INPUT, HARMLESS, policy);
    }

    private enum Overloaded implements TextEncoder {
        AT_ONCE,
        AT_A_WINDOW;

        @Override
        public Encoding encode(String text, BooleanSupplier expired) {
            if (this == AT_ONCE) {
                throw new EncoderUnavailableException("too many texts wait");
            }
            return new Encoding() {
                @Override
                public int windows() {
                    return 1;
                }

                @Override
                public int start(int window) {
                    return 0;
                }

                @Override
                public int end(int window) {
                    return text.length();
                }

                @Override
                public EncodedWindow window(int window) {
                    throw new EncoderUnavailableException("too many texts wait");
                }
            };
        }
    }
}
