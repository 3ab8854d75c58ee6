package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The warden's own process, from the jars of the build.
class WardenProcessIT {

    private static final Path LIB = Path.of("target", "lib").toAbsolutePath();

    @TempDir
    Path folder;

    /// A file system lists a folder in any order, and the class path follows it.
    @Test
    void hasMemoryToStartWhenItsOwnJarIsTheLast() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder warden = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + LIB.resolve(WardenProcess.NAME + ".options"),
                        "-cp",
                        jarsWithOursLast(),
                        LeaderProcess.MAIN_CLASS,
                        WardenProcess.NAME))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        warden.environment().put(Home.VARIABLE, folder.resolve("home").toString());
        Process process = warden.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("it ends where there is no stack").isTrue();
        assertThat(Files.readString(output)).doesNotContain("OutOfMemoryError");
        assertThat(process.exitValue()).isZero();
    }

    private static String jarsWithOursLast() throws IOException {
        try (Stream<Path> files = Files.list(LIB)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(
                            file -> file.getFileName().toString().startsWith("standalone-")))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
