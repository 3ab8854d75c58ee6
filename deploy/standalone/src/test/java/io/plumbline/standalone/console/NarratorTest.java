package io.plumbline.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NarratorTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void breaksLinesBetweenWords() {
        new Narrator(out, false, false).detail("word ".repeat(40).strip());

        assertThat(told().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("  word").hasSizeLessThanOrEqualTo(Narrator.WIDTH));
    }

    @Test
    void keepsALongAddressWhole() {
        String url = "http://localhost/" + "x".repeat(120);
        new Narrator(out, false, false).say("See " + url + " for more");

        assertThat(told().lines()).containsExactly("See", url, "for more");
    }

    @Test
    void givesASignOfLifeWhileWorkLasts() {
        String sign = new Narrator(out, false, false).during("counting", progress -> {
            progress.at("counting beans");
            return await("a sign of life")
                    .atMost(Duration.ofSeconds(20))
                    .until(this::told, told -> told.endsWith("\n"));
        });

        assertThat(sign).matches("  … counting beans \\((?:[2-9]|1\\d) s\\)\n");
    }

    @Test
    void saysNothingOfWorkThatIsQuick() {
        int answer = new Narrator(out, false, false).during("thinking", progress -> 42);

        assertThat(answer).isEqualTo(42);
        assertThat(told()).isEmpty();
    }

    @Test
    void coloursOnlyForThoseWhoWantIt() {
        new Narrator(out, false, false).good("done");
        assertThat(told()).isEqualTo("  ✓ done\n");

        bytes.reset();
        new Narrator(out, false, true).good("done");
        assertThat(told()).isEqualTo("  \u001b[32m✓\u001b[0m done\n");
    }

    @Test
    void staysReadableWhereTheOutputIsNotUtf8() {
        PrintStream ascii = new PrintStream(bytes, true, StandardCharsets.US_ASCII);
        new Narrator(ascii, false, false).good("one → two…");
        new Narrator(ascii, false, false).bad("3 µs, Jürgen");

        assertThat(told()).isEqualTo("  + one -> two...\n  x 3 us, J?rgen\n");
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
