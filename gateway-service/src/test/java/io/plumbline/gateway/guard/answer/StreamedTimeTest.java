package io.plumbline.gateway.guard.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.client.completions.ChatStream;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.SpanScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What stands beside a streamed answer has its time by itself, and ends nothing when that is not enough.
class StreamedTimeTest {

    private static final int LIMIT_MS = 250;
    private static final int LOOK_MS = 5;

    private static final EffectivePolicy FLAGGING = TestGuards.policy("""
        {"stages": {"output": {"toxicity": {"action": "flag"}}}, "onFailure": "CLOSED", "timeoutMs": %d}\
        """.formatted(LIMIT_MS));

    private final AtomicLong nanos = new AtomicLong();
    private final AnswerGuard guard = guard();
    private final ChatStream stream = new ChatStream(guard.streamed(), false, 1);
    private final List<String> given = new ArrayList<>();

    /// Takes some milliseconds of the clock, and all there are for a text that says so.
    private record Slow(AtomicLong nanos) implements Detector {

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.TOXICITY);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            int millis = passage.text().contains("endless") ? LIMIT_MS + 1 : LOOK_MS;
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
            passage.deadline().check();
            return List.of();
        }
    }

    private AnswerGuard guard() {
        GuardReport report = new GuardReport();
        return new OutputGuard(new GuardEngine(new SpanScanner(List.of()), List.of(new Slow(nanos)), null, nanos::get))
                .answer(
                        FLAGGING,
                        "retail",
                        PlaceholderVault.fresh(),
                        report,
                        Surroundings.NONE,
                        new ToolGuard(FLAGGING.tools(), false, List.of(), report));
    }

    private void take(String member, String value) throws NotAChunkException {
        String chunk =
                "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"On. \"},"
                        + "\"finish_reason\":null}],\"" + member + "\":\"" + value + "\"}";
        stream.take(
                chunk.getBytes(StandardCharsets.UTF_8),
                (_, data) -> given.add(new String(data, StandardCharsets.UTF_8)));
    }

    @Test
    void isNotUsedUpByManySmallThings() throws NotAChunkException {
        int chunks = 2 * LIMIT_MS / LOOK_MS;
        for (int i = 0; i < chunks; i++) {
            take("note", "number " + i);
        }
        assertThat(guard.isOutOfTime()).isFalse();
        assertThat(given).hasSize(chunks).allMatch(chunk -> chunk.contains("number"));
    }

    @Test
    void leavesOutWhatTakesTooLong() throws NotAChunkException {
        take("note", "endless");
        take("note", "short");
        assertThat(guard.isOutOfTime()).isFalse();
        assertThat(given).hasSize(2).allMatch(chunk -> chunk.contains("assistant"));
        assertThat(given.getFirst()).doesNotContain("endless");
        assertThat(given.getLast()).contains("short");
    }

    @Test
    void isNotSpentOnRandomLettersThatHideTheLengthOfAChunk() throws NotAChunkException {
        take("obfuscation", "endless0AZ");
        take("obfuscation", "endless, and words");
        take("obfuscation", "endless" + "x".repeat(64));
        assertThat(given.getFirst()).contains("endless0AZ");
        assertThat(given.subList(1, 3))
                .as("looked at, since it is something else")
                .noneMatch(chunk -> chunk.contains("endless"));
        assertThat(guard.isOutOfTime()).isFalse();
    }
}
