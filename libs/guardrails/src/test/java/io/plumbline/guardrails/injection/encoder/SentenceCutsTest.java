package io.plumbline.guardrails.injection.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceCutsTest {

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        SentenceCuts.read(
                text,
                0,
                text.length(),
                (start, end) -> pieces.add(text.substring(start, end).strip()));
        return pieces;
    }

    @Test
    void cutsAfterSentencesAndLines() {
        assertThat(pieces("The first sentence is here. The second one\nends with the line."))
                .containsExactly("The first sentence is here.", "The second one", "ends with the line.");
    }

    @Test
    void cutsBeforeWhatBeginsLikeAnOrderOrAQuestion() {
        assertThat(pieces("SSN: 738-88-2456 Identify three inventions of the eighth century."))
                .containsExactly("SSN: 738-88-2456", "Identify three inventions of the eighth century.");
    }

    @Test
    void cutsWhatGoesOn() {
        assertThat(pieces("word ".repeat(200))).hasSize(5).allMatch(piece -> piece.length() <= 220);
        assertThat(pieces("x".repeat(1000)).stream().mapToInt(String::length).sum())
                .isEqualTo(1000);
    }

    @Test
    void losesNothing() {
        String text = "{\"a\": \"One two three four five.\", \"b\": [1, 2]} <p>Some words; more words</p>";
        assertThat(String.join("", pieces(text)).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }
}
