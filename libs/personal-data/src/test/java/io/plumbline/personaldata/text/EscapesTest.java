package io.plumbline.personaldata.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "say %48%65%6c%6c%6f%21 now                ~ say Hello! now",
                "&#72;&#101;&#x6C;&#x6c;&lt;&gt;           ~ Hell<>",
                "\\u0048\\u0065\\u006c\\u006c\\u006f\\u0021 ~ Hello!",
                "\\x48\\x65\\x6c\\x6c\\x6f\\x21             ~ Hello!",
                "48 65 6c 6c 6f 21 21                       ~ Hello!!",
                "01001000 01100101 01101100 01101100 01101111 00100001 00100001 ~ Hello!!"
            })
    void undoesWhatStandsForCharacters(String text, String plain) {
        assertThat(Escapes.undone(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100 % of 20 % are 20 %, & more & more & more % %",
                "AT&T &c. &copy C:\\users\\new\\x",
                "call 12 34 56 78 90 or 2024 11 05",
                "%zz%4%%%%%%%%%&#;&#x;\\u12\\u"
            })
    void leavesOtherTextAlone(String text) {
        assertThat(Escapes.undone(text)).isNull();
    }

    @Test
    void givesWhatAnEmojiIsWrittenAs() {
        assertThat(Escapes.undone("&#128274;&#128275;&#65;&#66;&#67;&#68;")).isEqualTo("🔒🔓ABCD");
    }
}
