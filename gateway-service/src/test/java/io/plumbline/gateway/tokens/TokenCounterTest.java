package io.plumbline.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {

    private final TokenCounter counter = new TokenCounter();

    /// The sentence and its count are from OpenAI's cookbook on tiktoken: "tiktoken is great!" has 6 tokens.
    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-4o", "gpt-4.1-mini", "gpt-5", "o3", "gpt-4", "gpt-3.5-turbo", "claude-sonnet-4-5", "m"})
    void countsAsTheModelsTokenizerDoes(String model) {
        assertThat(counter.count(model, "tiktoken is great!")).isEqualTo(6);
        assertThat(counter.count(model, "")).isZero();
    }

    @Test
    void countsOtherScriptsByTheModelsOwnEncoding() {
        // "お誕生日おめでとう": 9 tokens by cl100k_base and 8 by o200k_base, as the same cookbook says
        assertThat(counter.count("gpt-4", "お誕生日おめでとう")).isEqualTo(9);
        assertThat(counter.count("gpt-4o", "お誕生日おめでとう")).isEqualTo(8);
    }

    @Test
    void takesNoCommandsFromTexts() {
        assertThat(counter.count("gpt-4o", "<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void estimatesLongTextsWithinATenth() {
        String text = "The quick brown fox jumps over the lazy dog; 17 hours later it sleeps. ".repeat(2_000);
        long exact =
                counter.count("gpt-4o", text.substring(0, TokenCounter.WHOLE)) * text.length() / TokenCounter.WHOLE;
        assertThat(counter.count("gpt-4o", text)).isBetween(exact * 9 / 10, exact * 11 / 10);
        assertThat(counter.text(text).ceiling("gpt-4o")).isBetween(exact, exact * 13 / 10);
    }

    @Test
    void neverSaysMoreThanThereAreBytes() {
        for (String text : new String[] {"a", "é", "漢字", "\uD83D\uDE00\uD83D\uDE00", "x".repeat(100_000)}) {
            long bytes = text.getBytes(StandardCharsets.UTF_8).length;
            assertThat(TokenCounter.bytes(text)).as(text.substring(0, 1)).isEqualTo(bytes);
            assertThat(counter.text(text).ceiling("claude")).isBetween(1L, bytes);
        }
    }
}
