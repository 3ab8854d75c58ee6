package io.plumbline.eval.metric.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stems are those of NLTK 3.9.1, `PorterStemmer` in its default mode.
class PorterStemmerTest {

    @ParameterizedTest
    @CsvSource({
        "caresses, caress",
        "ponies, poni",
        "ties, tie",
        "cats, cat",
        "feed, feed",
        "agreed, agre",
        "plastered, plaster",
        "bled, bled",
        "motoring, motor",
        "sing, sing",
        "conflated, conflat",
        "troubled, troubl",
        "sized, size",
        "hopping, hop",
        "falling, fall",
        "hissing, hiss",
        "failing, fail",
        "filing, file",
        "happy, happi",
        "sky, sky",
        "relational, relat",
        "conditional, condit",
        "rational, ration",
        "digitizer, digit",
        "vietnamization, vietnam",
        "operator, oper",
        "decisiveness, decis",
        "hopefulness, hope",
        "sensibility, sensibl",
        "triplicate, triplic",
        "electrical, electr",
        "goodness, good",
        "revival, reviv",
        "adjustable, adjust",
        "replacement, replac",
        "adoption, adopt",
        "communism, commun",
        "probate, probat",
        "rate, rate",
        "cease, ceas",
        "controll, control",
        "roll, roll"
    })
    void followsPorter(String word, String stem) {
        assertThat(stem(word)).isEqualTo(stem);
    }

    @ParameterizedTest
    @CsvSource({
        "always, alway", "dying, die", "lying, lie", "skies, sky", "innings, inning", "exceed, exceed", "flying, fli",
        "died, die", "spied, spi", "enjoy, enjoy", "try, tri", "by, by", "carefully, care", "geology, geolog",
        "possibly, possibl", "ed, ed", "aged, age", "ally, alli"
    })
    void extendsPorterAsNltkDoes(String word, String stem) {
        assertThat(stem(word)).isEqualTo(stem);
    }

    @Test
    void leavesOtherCharactersUnchanged() {
        assertThat(stem("10000s")).isEqualTo("10000");
        assertThat(stem("naïveté")).isEqualTo("naïveté");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void handlesAMillionLetters() {
        assertThat(stem("y".repeat(1_000_000))).hasSizeGreaterThan(999_990);
        assertThat(stem("alli".repeat(250_000))).hasSizeGreaterThan(999_990);
    }

    private static String stem(String word) {
        char[] letters = word.toCharArray();
        return new String(letters, 0, PorterStemmer.stem(letters, letters.length));
    }
}
