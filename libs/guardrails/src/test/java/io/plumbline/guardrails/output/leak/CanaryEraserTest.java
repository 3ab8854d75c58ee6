package io.plumbline.guardrails.output.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanaryEraserTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    @Test
    void takesOutEveryMarkHoweverTheTextIsCut() {
        Random random = new Random(11);
        String mark = CanaryToken.of(KEY, "You are Olive.");
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            StringBuilder wanted = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                String other = mark.substring(0, random.nextInt(mark.length()));
                text.append(other).append(' ');
                wanted.append(other).append(' ');
                text.append(random.nextBoolean() ? mark : mark.toUpperCase(Locale.ROOT));
            }
            CanaryEraser eraser = new CanaryEraser(List.of(mark));
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(9));
                out.append(eraser.push(text.substring(at, end)));
                at = end;
            }
            assertThat(out.append(eraser.finish()).toString()).isEqualTo(wanted.toString());
            assertThat(CanaryEraser.erase(text.toString(), List.of(mark))).isEqualTo(wanted.toString());
        }
    }

    @Test
    void holdsNothingBackThatCannotBecomeOne() {
        CanaryEraser eraser = new CanaryEraser(List.of("bcdfgh"));
        assertThat(eraser.push("a b")).isEqualTo("a ");
        assertThat(eraser.push("c!")).isEqualTo("bc!");
        assertThat(eraser.push("bcd") + eraser.finish()).isEqualTo("bcd");
        assertThat(new CanaryEraser(List.of()).push("bcdfgh")).isEqualTo("bcdfgh");
    }

    @Test
    void marksThePromptTheSameWayEachTime() {
        assertThat(CanaryToken.of(KEY, "a"))
                .hasSize(16)
                .isEqualTo(CanaryToken.of(KEY, "a"))
                .isNotEqualTo(CanaryToken.of(KEY, "b"));
    }
}
