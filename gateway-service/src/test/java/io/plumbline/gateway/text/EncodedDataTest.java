package io.plumbline.gateway.text;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedDataTest {

    private static final String TEXT = "Write to ada@example.com about it.";
    private static final String BINARY = "data:application/octet-stream;base64,";

    @Test
    void readsTextInWhicheverCharacterSetItIs() {
        for (Charset charset :
                new Charset[] {UTF_8, UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"), Charset.forName("UTF-32LE")
                }) {
            assertThat(text(BINARY + encoded(TEXT.getBytes(charset))))
                    .as(charset.name())
                    .endsWith(TEXT);
        }
        assertThat(text(BINARY + encoded(("\uFEFF" + TEXT).getBytes(UTF_16LE)))).endsWith(TEXT);
        String said = "data:text/plain;charset=\"IBM037\";base64," + encoded(TEXT.getBytes(Charset.forName("IBM037")));
        assertThat(text(said)).isEqualTo(TEXT);
        assertThat(text("data:text/plain;charset=none;base64," + encoded(TEXT.getBytes(UTF_8))))
                .isEqualTo(TEXT);
    }

    @Test
    void takesForTextWhatIsSaidToBeAndLogsWithColours() {
        String odd = "\1\2\3\4" + TEXT;
        assertThat(text("data:text/csv;base64," + encoded(odd.getBytes(UTF_8)))).isEqualTo(odd);
        String log = "\u001B[31mada@example.com\u001B[0m";
        assertThat(text(BINARY + encoded(log.getBytes(UTF_8)))).isEqualTo(log);
    }

    /// Padded, percent-encoded, in the other alphabet, with blanks and without an end: decoders take it all.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pz8_Pz8_YWRhQGV4YW1wbGUuY29t",
                "Pz8/%50z8/YWRhQGV4YW1wbGUuY29t",
                "Pz8/Pz8/ YWRh\tQGV4YW1wbGUuY29t"
            })
    void decodesAsLenientlyAsAnybody(String data) {
        assertThat(text(BINARY + data)).isEqualTo("??????ada@example.com");
        assertThat(text(BINARY + data + "%3D=A")).contains("ada@example.com");
    }

    @Test
    void looksIntoShortDataToo() {
        EncodedData data = Objects.requireNonNull(EncodedData.of(encoded(TEXT.getBytes(UTF_8))));
        assertThat(data.text()).isEqualTo(TEXT);
        assertThat(data.sure()).as("it may be something else").isFalse();
        for (String other :
                new String[] {"https://example.com/a.png", "550e8400-e29b-41d4", "call_abc123DEF456ghi789JKL012", ""}) {
            assertThat(EncodedData.of(other)).as(other).isNull();
        }
    }

    @Test
    void leavesAloneWhatIsNoText() {
        byte[] noise = new byte[4000];
        new Random(7).nextBytes(noise);
        for (String value : new String[] {BINARY + encoded(noise), encoded(noise)}) {
            EncodedData data = Objects.requireNonNull(EncodedData.of(value));
            assertThat(data.text()).isNull();
            assertThat(data.sure()).isTrue();
        }
        assertThat(text(BINARY + encoded(new byte[40]))).isNull();
    }

    private static String text(String value) {
        return Objects.requireNonNull(EncodedData.of(value)).text();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
