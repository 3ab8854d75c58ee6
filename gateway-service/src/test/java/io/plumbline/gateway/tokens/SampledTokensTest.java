package io.plumbline.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts that are written to have more tokens than it seems: something that has few for its length, in which something
/// lies that has many. The counts are jtokkit's, of the whole text.
class SampledTokensTest {

    private static final long SEED = 20261127;
    private static final int LENGTH = 40_000;
    private static final int TIMES = 12;
    private static final String PROSE =
            "Nobody asked for more than was necessary, and so the committee adjourned until further notice. ";

    private final Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private final Random random = new Random(SEED);

    /// What it is made of.
    enum Kind {
        SPACES(_ -> ' '),
        PROSE_AGAIN(at -> PROSE.charAt(at % PROSE.length())),
        NOISE(at -> (char) ('!' + mixed(at) % 94)),
        LETTERS(at -> (char) ('a' + mixed(at) % 26)),
        CHINESE(at -> (char) (0x4E00 + mixed(at) % 20_000)),
        /// A token for each of their three bytes.
        RARE(at -> (char) (0xA000 + mixed(at) % 0x400));

        @SuppressWarnings("ImmutableEnumChecker") // holds nothing
        private final IntFunction<Character> character;

        Kind(IntFunction<Character> character) {
            this.character = character;
        }

        private static int mixed(int at) {
            return (int) ((at * 0x9E3779B97F4A7C15L) >>> 40);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SPACES, RARE, 0.001, 40",
        "SPACES, RARE, 0.005, 200",
        "SPACES, RARE, 0.01, 20",
        "SPACES, RARE, 0.05, 2000",
        "SPACES, RARE, 0.3, 500",
        "SPACES, NOISE, 0.1, 4000",
        "SPACES, LETTERS, 0.5, 100",
        "PROSE_AGAIN, RARE, 0.003, 100",
        "PROSE_AGAIN, RARE, 0.02, 800",
        "PROSE_AGAIN, CHINESE, 0.1, 4000",
        "PROSE_AGAIN, NOISE, 0.3, 300",
        "SPACES, RARE, 1, 1000",
        "PROSE_AGAIN, PROSE_AGAIN, 0, 1000"
    })
    void saysAtMostWhatATextHasOrHardlyLess(Kind usual, Kind hidden, double share, int piece) {
        String text = mixture(usual, hidden, share, piece);
        long bytes = TokenCounter.bytes(text);
        long tokens = encoding.countTokensOrdinary(text);
        int tooFew = 0;
        for (int i = 0; i < TIMES; i++) {
            long most = SampledTokens.of(text, encoding, random).most();
            assertThat(most).as("never short by much").isGreaterThan(tokens - bytes / 100);
            tooFew += most < tokens ? 1 : 0;
        }
        assertThat(tooFew).as("times that it was short of %d", tokens).isLessThanOrEqualTo(1);
    }

    private String mixture(Kind usual, Kind hidden, double share, int piece) {
        char[] text = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            text[i] = usual.character.apply(i);
        }
        for (int put = 0; put < LENGTH * share; put += piece) {
            int from = share == 1 ? put : random.nextInt(LENGTH - piece);
            for (int i = from; i < Math.min(LENGTH, from + piece); i++) {
                text[i] = hidden.character.apply(i);
            }
        }
        return new String(text);
    }

    /// As the three places were that were counted once: nothing is hidden between them.
    @Test
    void findsWhatLiesWhereNobodyUsedToLook() {
        String calm = " ".repeat(4_000);
        String dense = mixture(Kind.RARE, Kind.RARE, 1, 1_000).substring(0, 14_000);
        String text = calm + dense + calm + dense + calm;
        long tokens = encoding.countTokensOrdinary(text);
        assertThat(SampledTokens.of(text, encoding, random).most()).isGreaterThan(tokens);
    }

    @Test
    void takesProseForLittleMoreThanItHas() {
        String text = PROSE.repeat(2_000);
        long tokens = encoding.countTokensOrdinary(text);
        TokenCounter.Counted counted = SampledTokens.of(text, encoding, random);
        assertThat(counted.likely()).isBetween(tokens, tokens * 112 / 100);
        assertThat(counted.most()).isBetween(tokens, tokens * 125 / 100);
    }
}
