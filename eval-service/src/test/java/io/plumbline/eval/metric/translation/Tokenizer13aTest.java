package io.plumbline.eval.metric.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Tokenizer13aTest {

    @Test
    void splitsLikeTheFourSubstitutionsOfTheReference() {
        Random random = new Random(13);
        String alphabet = "aé1 9.,--;&'\"()/\t_~\u00a0😀\ud800";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(tokens(text.toString())).as("«%s»", text).isEqualTo(substituted(text.toString()));
        }
    }

    @Test
    void keepsNumbersWholeAndApostrophesInPlace() {
        assertThat(tokens("Don't pay 1,000.50, ok? 10-year U.S."))
                .containsExactly("Don't", "pay", "1,000.50", ",", "ok", "?", "10", "-", "year", "U", ".", "S", ".");
    }

    @Test
    void decodesEntitiesInTheOrderOfTheReference() {
        assertThat(tokens("<skipped>a &amp;lt; &amp;quot;")).containsExactly("a", "<", "&", "quot", ";");
    }

    private static List<String> tokens(String text) {
        TokenNumbers vocabulary = new TokenNumbers();
        List<String> words = substituted(text);
        List<String> known = new ArrayList<>();
        for (String word : words) {
            int number = vocabulary.numberOf(word.toCharArray(), 0, word.length());
            if (number == known.size()) {
                known.add(word);
            }
        }
        List<String> tokens = new ArrayList<>();
        for (int token : Tokenizer13a.tokenize(text, vocabulary)) {
            tokens.add(token < known.size() ? known.get(token) : "#" + token);
        }
        return tokens;
    }

    /// The regular expressions of sacreBLEU 2.6.0, one after the other.
    private static List<String> substituted(String text) {
        String line = " "
                + WhiteSpace.stripEnd(text)
                        .replace("<skipped>", "")
                        .replace("-\n", "")
                        .replace('\n', ' ')
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                + " ";
        line = line.replaceAll("([\\{-\\~\\[-\\` -\\&\\(-\\+\\:-\\@\\/])", " $1 ")
                .replaceAll("([^0-9])([\\.,])", "$1 $2 ")
                .replaceAll("([\\.,])([^0-9])", " $1 $2")
                .replaceAll("([0-9])(-)", "$1 $2 ");
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (char c : (line + " ").toCharArray()) {
            if (!WhiteSpace.is(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }
}
