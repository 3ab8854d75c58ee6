package io.plumbline.gateway.guard.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.Encoding;
import io.plumbline.gateway.client.completions.ChatStream;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.WordEncoder;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.scan.SpanScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a streamed answer costs the encoder, and that nothing passes in pieces which would not pass as a
/// whole.
class StreamedEncodingTest {

    private static final EffectivePolicy BLOCKING = TestGuards.policy("""
        {"stages": {"output": {"toxicity": {"action": "block"}}}}\
        """);
    private static final EffectivePolicy FLAGGING = TestGuards.policy("""
        {"stages": {"output": {"toxicity": {"action": "flag"}, "system_prompt_leak": {"action": "block"}}}}\
        """);

    private static final EffectivePolicy FLOWING = TestGuards.policy("""
        {"stages": {"output": {"toxicity": {"action": "flag"}}}}\
        """);

    private final WordEncoder encoder = new WordEncoder("bread", "doom");
    private final GuardEngine engine = new GuardEngine(new SpanScanner(List.of()), List.of(new Vectors()), encoder);
    private final GuardReport report = new GuardReport();

    /// Goes by nothing but what the encoder sees.
    private static final class Vectors implements Detector {
        @Override
        public String name() {
            return "vectors";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.TOXICITY);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            Encoding encoding = passage.encoding();
            List<Finding> found = new ArrayList<>();
            for (int i = 0; i < encoding.windows(); i++) {
                if (encoding.window(i).mean(1)[0] > 0) {
                    found.add(new Finding(
                            name(), Category.TOXICITY, "TOXICITY", encoding.start(i), encoding.end(i), 1, null));
                }
            }
            return found;
        }
    }

    private AnswerGuard guard(EffectivePolicy policy) {
        Surroundings prompted = new Surroundings("You are a baker.", List.of(), List.of());
        return new OutputGuard(engine)
                .answer(
                        policy,
                        "retail",
                        PlaceholderVault.fresh(),
                        report,
                        prompted,
                        new ToolGuard(policy.tools(), false, List.of(), report));
    }

    /// What a client gets of an answer in pieces; null when the answer is stopped in the end.
    private String streamed(String text, EffectivePolicy policy, Random random, int longestPiece) {
        AnswerGuard guard = guard(policy);
        ChannelGuard channel = guard.channel(false);
        StringBuilder given = new StringBuilder();
        int at = 0;
        while (at < text.length() && !channel.isStopped()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(longestPiece));
            given.append(channel.push(text.substring(at, end)));
            at = end;
        }
        channel.end();
        given.append(channel.rest());
        boolean passes = !channel.isStopped() && guard.review(channel.words());
        assertThat(text).startsWith(given);
        return passes ? given.toString() : null;
    }

    private boolean passesWhole(String text) {
        return engine.inspect(Stage.OUTPUT, text, BLOCKING.whole()).decision() == Action.ALLOW;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void stopsInWhateverPiecesWhatWouldNotPassAsAWhole(long seed) {
        Random random = new Random(seed);
        int stopped = 0;
        for (int i = 0; i < 200; i++) {
            String text = text(random, 1 + random.nextInt(80), 9);
            boolean passes = passesWhole(text);
            String given = streamed(text, BLOCKING, random, 1 + random.nextInt(120));
            if (!passes) {
                stopped++;
                assertThat(given).as(text).isNull();
            } else if (given != null) {
                assertThat(given).isEqualTo(text);
            }
        }
        assertThat(stopped).as("there is something to find").isBetween(10, 190);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, 5_000})
    void costsTheEncoderThreeTimesTheWholeAtMost(int longestPiece) {
        for (int words : new int[] {300, 600, 1_200, 2_400}) {
            String text = text(new Random(words), words, 0);
            assertThat(passesWhole(text)).isTrue();
            long whole = encoder.takeEncoded();
            assertThat(streamed(text, BLOCKING, new Random(1), longestPiece)).isEqualTo(text);
            assertThat(encoder.takeEncoded()).as("%d words", words).isLessThanOrEqualTo(3 * whole + 12);
        }
    }

    @Test
    void encodesNothingTwiceForWhatIsOnlyFlagged() {
        String text = text(new Random(1), 600, 9);
        assertThat(streamed(text, FLAGGING, new Random(1), 8)).isEqualTo(text);
        assertThat(encoder.takeEncoded()).isEqualTo(600);
        assertThat(report.findings()).containsKey("toxicity");
    }

    /// Nothing but single words stands there, of what might have been said.
    @Test
    void encodesNoLogprobs() throws NotAChunkException {
        ChatStream stream = new ChatStream(guard(FLOWING), false, 1);
        EventSink<RuntimeException> client = (_, _) -> {};
        for (int i = 0; i < 50; i++) {
            String chunk = """
                {"choices":[{"index":0,"delta":{"content":"day "},"logprobs":{"content":[{"token":"day ",
                 "top_logprobs":[{"token":"week "},{"token":"year %d "}]}]}}]}\
                """.formatted(i);
            stream.take(chunk.getBytes(StandardCharsets.UTF_8), client);
        }
        assertThat(encoder.takeEncoded()).isZero();
    }

    /// @param suspicious one word in so many is of the pair; 0 for none
    private static String text(Random random, int words, int suspicious) {
        String[] usual = {"we", "deliver", "tomorrow", "at", "noon", "unless", "it", "rains", "heavily", "again"};
        String[] pair = {"bread", "doom"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            boolean odd = suspicious > 0 && random.nextInt(suspicious) == 0;
            text.append(odd ? pair[random.nextInt(2)] : usual[random.nextInt(usual.length)]);
            text.append(random.nextInt(9) == 0 ? ". " : random.nextInt(60) == 0 ? ".\n" : " ");
        }
        return text.toString();
    }
}
