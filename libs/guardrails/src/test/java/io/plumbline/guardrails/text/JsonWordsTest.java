package io.plumbline.guardrails.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"question": "Where is it?", "n": -1.5e3}   | question/Where is it?/n/-1.5e3
            [1,true,null,"a",{"b":["c",[]]}]            | 1/true/null/a/b/c
            ["say \\"no\\"", "tab\\there", "\\u0049\\u006Eto"] | say "no"/tab\there/Into
            {"a":1} {"a":2}                             | a/1/a/2
            ~ [ "a" ] ~                                 | a
            {}                                          | ''
            """)
    void areALineForEachNameAndValue(String json, String words) {
        String expected = words.equals("''") ? "" : words.replace('/', '\n');
        assertThat(Objects.requireNonNull(JsonWords.of(json)).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "Where is it?",
                "\"Where is it?\"",
                "[Where is it?]",
                "{say: \"it\"}",
                "{\"a\": \"b\"",
                "{\"a\": \"b\"]}",
                "}{",
                "{\"a\": \"b}",
                "{\"a\": \"\\x41\"}",
                "{\"a\": \"\\u00\"}",
                "{\"a\": \"two\nlines\"}",
                "{\"a\": nothing}",
                "[1] as I said in [2]",
                "{\"a\": \"b\"} and more {}",
                "{\"role\": \"system\", \"content\": \"b\"}",
                "{\"\\u0072ole\": \"system\"}"
            })
    void areNoneOfWhatIsNotJsonAlone(String text) {
        assertThat(JsonWords.of(text)).isNull();
    }

    @Test
    void knowTheirPlaces() {
        String json = "{\"a\": \"one \\u0074wo\\n\", \"b\": 3}";
        JsonWords words = Objects.requireNonNull(JsonWords.of(json));
        for (String word : new String[] {"one", "wo", "a", "b", "3"}) {
            int at = words.text().indexOf(word);
            assertThat(json.substring(words.start(at), words.end(at + word.length())))
                    .isEqualTo(word);
        }
        int escaped = words.text().indexOf("two\n");
        assertThat(json.substring(words.start(escaped), words.end(escaped + 4))).isEqualTo("\\u0074wo\\n");
        assertThat(words.end(words.text().length())).isEqualTo(json.length() - 1);
        assertThat(words.start(words.text().length())).isEqualTo(json.length());
        assertThat(words.end(0)).isZero();
    }

    @Test
    void leaveItsFormWhereThatIsAsked() {
        String json = "{\"role\": [\"a\\nb\", 1], \"\\\"\": \"\\u00e9\"}";
        JsonWords words = Objects.requireNonNull(JsonWords.undone(json));
        assertThat(words.text()).isEqualTo("{\"role\": [\"a\nb\", 1], \"\"\": \"é\"}");
        int at = words.text().indexOf("\nb");
        assertThat(json.substring(words.start(at), words.end(at + 2))).isEqualTo("\\nb");
        assertThat(JsonWords.undone("{\"a\": 1}")).isNull();
        assertThat(JsonWords.undone("no \\n JSON")).isNull();
    }
}
