package io.plumbline.gateway.pipeline.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void writesOutWhatIsNotSeen() {
        assertThat(VisibleText.of("to\u200b\u202eeoj\u0000\ud800 \ue000\u2028x"))
                .isEqualTo("to<U+00200B><U+00202E>eoj<U+000000><U+00D800> <U+00E000><U+002028>x");
    }

    @Test
    void leavesWordsOfAnyScriptAndTheirLinesAlone() {
        String text = "Größe\n\tцена 価格 🙂";
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Test
    void givesJsonALineForEachMember() {
        assertThat(VisibleText.ofJson("{\"to\":\"a\\nb\",\"amount\":50}"))
                .isEqualTo("{\n  \"to\" : \"a\\nb\",\n  \"amount\" : 50\n}");
        assertThat(VisibleText.ofJson("{\"pay\":{\"amount\":9000,\"amount\":50}}"))
                .contains("a duplicate member")
                .endsWith("{\"pay\":{\"amount\":9000,\"amount\":50}}");
        assertThat(VisibleText.ofJson("no JSON")).isEqualTo("no JSON");
    }
}
