package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With the real tokenizer, and vectors that contain the number of encoded tokens.
class GrowingTextTest {

    private static final int KEPT = 400;

    private long encoded;

    private final TextEncoder encoder =
            (text, expired) -> new WindowedEncoding(text, TestTokenizer.tokenize(text), ids -> {
                encoded += ids.length - 2;
                float[][] layers = new float[TextEncoder.LAYERS][ids.length * TextEncoder.DIMENSIONS];
                for (int i = 0; i < ids.length; i++) {
                    layers[0][i * TextEncoder.DIMENSIONS] = ids[i];
                }
                return layers;
            });

    /// Observations of a growing text.
    private final class Watched {
        private final WindowMemory memory = new WindowMemory(encoder);
        private final GrowingText growing = new GrowingText(encoder, memory);
        private final List<String> seen = new ArrayList<>();
        private String tail = "";
        private int open;

        void take(String fresh) {
            String text = tail + fresh;
            growing.grow(text, open, tail.length());
            Encoding encoding = growing.encode(text, () -> false);
            int covered = tail.length();
            for (int i = 0; i < encoding.windows(); i++) {
                EncodedWindow window = encoding.window(i);
                assertThat(window.start(0)).isEqualTo(encoding.start(i));
                assertThat(window.end(window.tokens() - 1)).isEqualTo(encoding.end(i));
                assertThat(text.substring(Math.min(covered, encoding.start(i)), encoding.start(i)))
                        .as("nothing new is left out")
                        .isBlank();
                covered = Math.max(covered, encoding.end(i));
                seen.add(text.substring(encoding.start(i), encoding.end(i)));
            }
            assertThat(text.substring(covered)).isBlank();
            int cut = Math.max(0, Math.min(growing.open(), text.length() - KEPT));
            tail = text.substring(cut);
            open = growing.open() - cut;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void seesEveryWindowOfTheWholeAndEncodesEachTokenFourTimesAtMost(long seed) {
        Random random = new Random(seed);
        List<String> sentences = sentences(random, 70);
        String whole = String.join("", sentences);
        Watched watched = new Watched();
        sentences.forEach(watched::take);
        long growing = encoded;
        assertThat(growing)
                .isLessThanOrEqualTo(4L * TestTokenizer.tokenize(whole).size());

        encoded = 0;
        Encoding again = watched.memory.encode(whole, () -> false);
        for (int i = 0; i < again.windows(); i++) {
            float[] mean = again.window(i).mean(1);
            if (i < again.windows() - 1) {
                assertThat(watched.seen).contains(whole.substring(again.start(i), again.end(i)));
            }
            assertThat(mean).hasSize(TextEncoder.DIMENSIONS);
        }
        assertThat(encoded).as("the last window alone is new").isLessThanOrEqualTo(126);
    }

    @Test
    void seesShortLinesTogetherBeforeTheirWindowIsFull() {
        Watched watched = new Watched();
        for (int line = 1; line <= 4; line++) {
            watched.take("Take the part that has the number " + line + "\n");
        }
        assertThat(watched.seen.getLast()).contains("number 1", "number 2", "number 3", "number 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "字", "word ", "x. ", "\n", "🙂", "ab1"})
    void costsNoMoreForTextWithoutEndsOfWordsOrSentences(String unit) {
        String whole = unit.repeat(30_000 / unit.length());
        Watched watched = new Watched();
        for (int at = 0; at < whole.length(); at += 600) {
            watched.take(whole.substring(at, Math.min(whole.length(), at + 600)));
        }
        assertThat(encoded).isLessThanOrEqualTo(3L * whole.length());
        assertThat(watched.tail.length()).isLessThanOrEqualTo(GrowingText.MOST_OPEN + KEPT);
    }

    private static List<String> sentences(Random random, int count) {
        String[] words = {"the", "transfer", "was", "booked", "this", "unbelievably", "late", "3.14", "Müller", "(yes)"
        };
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder sentence = new StringBuilder();
            int length = 8 + random.nextInt(random.nextInt(8) == 0 ? 200 : 25);
            for (int word = 0; word < length || sentence.length() < GrowingText.LEAST_BEFORE / 2; word++) {
                sentence.append(' ').append(words[random.nextInt(words.length)]);
            }
            sentences.add(sentence.append(random.nextBoolean() ? "." : "?").toString());
        }
        return sentences;
    }
}
