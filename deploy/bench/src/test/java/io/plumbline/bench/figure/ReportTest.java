package io.plumbline.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    private final Report report = new Report(
            Report.FORMAT,
            Instant.parse("2026-11-24T10:00:00Z"),
            false,
            new Machine(4, "Linux amd64", "25.0.3+9", "be4aad39737d"),
            List.of(new Result("gateway", List.of(new Figure("plain", "direct", "requests/s", List.of(1.5, 2.0))))));

    @Test
    void isKeptAsJson() throws IOException {
        Path file = folder.resolve("new folder").resolve("figures.json");

        report.write(file);

        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "format" : 1,
                  "time" : "2026-11-24T10:00:00Z",
                  "brief" : false,
                  "machine" : {
                    "cores" : 4,
                    "system" : "Linux amd64",
                    "jdk" : "25.0.3+9",
                    "commit" : "be4aad39737d"
                  },
                  "results" : [ {
                    "benchmark" : "gateway",
                    "figures" : [ {
                      "group" : "plain",
                      "name" : "direct",
                      "unit" : "requests/s",
                      "rounds" : [ 1.5, 2.0 ]
                    } ]
                  } ]
                }
                """);
        assertThat(Report.read(file)).isEqualTo(report);
        assertThat(report.of("gateway")).isPresent();
        assertThat(report.of("loop")).isEmpty();
    }

    @Test
    void isNotReadFromAnythingElse() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
        Path later = folder.resolve("later.json");
        new Report(2, report.time(), false, report.machine(), List.of()).write(later);
        Path missing = folder.resolve("missing.json");

        assertThatThrownBy(() -> Report.read(other)).isInstanceOf(CannotContinue.class);
        assertThatThrownBy(() -> Report.read(missing)).isInstanceOf(CannotContinue.class);
        assertThatThrownBy(() -> Report.read(later))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("has format 2");
    }

    @Test
    void saysWhenAndWhere() {
        assertThat(report.text())
                .isEqualTo("2026-11-24T10:00:00Z, 4 cores, Linux amd64, JDK 25.0.3+9, commit be4aad39737d");
        Machine here = Machine.ofThisProcess(Map.of(Machine.COMMIT_VARIABLE, "abc"));
        assertThat(here.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(here.jdk()).isEqualTo(Runtime.version().toString());
        assertThat(here.commit()).isEqualTo("abc");
    }
}
