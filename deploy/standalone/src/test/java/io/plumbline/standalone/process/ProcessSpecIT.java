package io.plumbline.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSpecIT {

    @TempDir
    Path folder;

    @Test
    void withholdsVariablesThatAreNotForTheProcess() throws IOException {
        assertThat(run(Set.of()).lines()).anyMatch(line -> line.startsWith("PATH="));
        assertThat(run(Set.of("PATH")).lines()).noneMatch(line -> line.startsWith("PATH="));
    }

    private String run(Set<String> withheld) throws IOException {
        Path log = Files.createTempFile(folder, "env", ".log");
        ProcessSpec spec = new ProcessSpec("env", List.of("/usr/bin/env"), withheld, folder, log, "");
        assertThat(Liveness.endsWithin(spec.start(), Duration.ofSeconds(20))).isTrue();
        return Files.readString(log);
    }
}
