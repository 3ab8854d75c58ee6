package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private BenchCommand command;

    @BeforeEach
    void prepare() {
        Narrator narrator = Narrator.on(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        command = new BenchCommand(new Home(folder), Map.of(), narrator, Clock.systemUTC());
    }

    @Test
    void listsWhatCanBeMeasured() {
        assertThat(command.run(List.of())).isTrue();

        assertThat(text()).containsSubsequence("  loop ", "  gateway ", "  calibration ");
    }

    @Test
    void measuresNothingWhenANameIsUnknown() {
        assertThat(command.run(List.of("gateway", "frobnicate"))).isFalse();

        assertThat(text())
                .startsWith("There is no benchmark frobnicate. Available benchmarks:")
                .contains("  loop ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void looksAtEarlierFiguresBeforeItMeasures() {
        List<String> words =
                List.of("gateway", "--compare", folder.resolve("missing.json").toString());

        assertThatThrownBy(() -> command.run(words))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("missing.json");
        assertThat(folder).isEmptyDirectory();
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
