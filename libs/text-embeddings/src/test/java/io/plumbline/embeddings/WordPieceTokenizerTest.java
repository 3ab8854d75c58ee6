package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Numbers of tokens by Hugging Face's tokenizers 0.21.0 (through DJL 0.36.0) on the same `tokenizer.json`, without
/// truncation, padding and special tokens; offsets by `src/training/python/encoder.py`.
class WordPieceTokenizerTest {

    private static final int MEGABYTE = 1 << 20;

    private static List<JsonNode> vectors() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(WordPieceTokenizerTest.class.getResourceAsStream("tokens.jsonl")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(new JsonMapper()::readTree).toList();
        }
    }

    @Test
    void givesTheTokensOfTheReference() throws IOException {
        assertThat(vectors()).hasSize(50).allSatisfy(vector -> {
            WordPieces tokens = TestTokenizer.tokenize(vector.get("text").asString());
            assertThat(ids(tokens)).containsExactly(numbers(vector.get("ids")));
            assertThat(IntStream.range(0, tokens.size()).map(tokens::start))
                    .containsExactly(boxed(vector.get("starts")));
            assertThat(IntStream.range(0, tokens.size()).map(tokens::end)).containsExactly(boxed(vector.get("ends")));
        });
    }

    private static int[] ids(WordPieces tokens) {
        return IntStream.range(0, tokens.size()).map(tokens::id).toArray();
    }

    private static int[] numbers(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static Integer[] boxed(JsonNode array) {
        return IntStream.of(numbers(array)).boxed().toArray(Integer[]::new);
    }

    @Test
    void placesTokensInTheOriginalText() {
        String text = "😀 Müller\u0308s  Straße";

        WordPieces tokens = TestTokenizer.tokenize(text);

        StringBuilder pieces = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            pieces.append(tokens.continues(i) ? "+" : "|").append(text, tokens.start(i), tokens.end(i));
        }
        assertThat(pieces).hasToString("|😀|Müller\u0308+s|St+raße");
    }

    @Test
    void takesWhatLooksLikeASpecialTokenAsText() {
        assertThat(ids(TestTokenizer.tokenize("[SEP] [CLS]")))
                .doesNotContain(WordPieceTokenizer.SEP, WordPieceTokenizer.CLS)
                .hasSizeGreaterThan(5);
    }

    @Test
    void takesAMegabyteWithoutSpacesAsOneUnknownWord() {
        WordPieces tokens = assertTimeout(Duration.ofSeconds(5), () -> TestTokenizer.tokenize("a".repeat(MEGABYTE)));

        assertThat(ids(tokens)).containsExactly(WordPieceTokenizer.UNKNOWN);
        assertThat(tokens.end(0)).isEqualTo(MEGABYTE);
    }

    @Test
    void takesAMegabyteOfWordsThatAreDearToCut() {
        WordPieces tokens = assertTimeout(
                Duration.ofSeconds(5), () -> TestTokenizer.tokenize(("a".repeat(99) + " ").repeat(MEGABYTE / 100)));

        assertThat(tokens.size()).isGreaterThan(MEGABYTE / 100);
    }

    @Test
    void findsNothingInAMegabyteOfAccentsAndHalvesOfPairs() {
        String text = "\u0301\uD83D\u0300\uDE00\uD800".repeat(MEGABYTE / 5);

        WordPieces tokens = assertTimeout(Duration.ofSeconds(5), () -> TestTokenizer.tokenize(text));

        assertThat(tokens.size()).isZero();
    }

    @Test
    void takesAMegabyteOfEmoji() {
        WordPieces tokens =
                assertTimeout(Duration.ofSeconds(5), () -> TestTokenizer.tokenize("👩🏽‍🚀 ".repeat(MEGABYTE / 8)));

        assertThat(tokens.size()).isEqualTo(MEGABYTE / 8);
    }
}
