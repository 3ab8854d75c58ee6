package io.plumbline.personaldata.pii.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.scan.Recognized;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledEmailRecognizerTest {

    private final SpelledEmailRecognizer recognizer = new SpelledEmailRecognizer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ask ada (at) example (dot) com today.          | ada (at) example (dot) com
            j.doe [at] mail.example [dot] org              | j.doe [at] mail.example [dot] org
            ada(at)example.com                             | ada(at)example.com
            ask john DOT smith AT example DOT net          | john DOT smith AT example DOT net
            my mail is ada at example dot com              | ada at example dot com
            es ana arroba ejemplo punto com                | ana arroba ejemplo punto com
            anna punkt meier (at) beispiel punkt de        | anna punkt meier (at) beispiel punkt de
            пишите: ivan собака example точка ru           | ivan собака example точка ru
            请发到li艾特example点com                          | li艾特example点com
            it is a d a @ e x a m p l e . o r g now        | a d a @ e x a m p l e . o r g
            """)
    void findsAddressesWithWordsForTheirSigns(String text, String address) {
        assertThat(Recognized.in(recognizer, text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We met at example dot com in the nineties.",
                "Look (at line 12) at the dot, or so.",
                "ada@example.com",
                "Bei Punkt 3 (at) de",
                "a b c @ d e f"
            })
    void leavesOtherTextAlone(String text) {
        assertThat(Recognized.in(recognizer, text)).isEmpty();
    }
}
