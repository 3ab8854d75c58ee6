package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The parts of `deploy/images/build` that need no engine.
class BuildScriptIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void startsEachServiceByItsClassAndWithItsOwnFile(Service service) throws IOException {
        assertThat(bash("source '%s'; main_of %s".formatted(script(), service.fullName()))
                        .lines())
                .containsExactly(
                        service.applicationClass(),
                        "--spring.config.additional-location=file:/plumbline/secrets/%s.properties"
                                .formatted(service.fullName()));
    }

    @Test
    void buildsEveryImageThatIsStarted() throws IOException {
        Set<String> started = new TreeSet<>();
        ComposeFile.read().services().values().stream()
                .map(service -> service.get("image").toString())
                .filter(image -> image.contains("/plumbline/"))
                .map(image -> image.replaceAll(".*/plumbline/([a-z-]+):.*", "$1"))
                .forEach(started::add);

        assertThat(Stream.of(
                        bash("source '%s'; echo $PARTS".formatted(script())).split("\\s+")))
                .containsExactlyInAnyOrderElementsOf(started);
    }

    @Test
    void refusesAnImageThatThereIsNot() throws IOException {
        assertThat(bash("'%s' database || echo \"exit code $?\"".formatted(script())))
                .contains("There is no image database.", "Usage: deploy/images/build", "exit code 2");
    }

    private static Path script() {
        return ComposeFile.root().resolve("deploy/images/build");
    }

    private String bash(String commands) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true);
        builder.environment().put("PLUMBLINE_HOME", folder.toString());
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
