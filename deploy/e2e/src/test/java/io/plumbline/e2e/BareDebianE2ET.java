package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The two commands of the README on a bare Debian, which lacks most programs of a machine on which this is
/// developed, and a locale. The script `src/test/debian/bare-debian` makes that Debian; it takes root and
/// debootstrap. The inner `verify` has no `--full`, so it does not come back here.
@Tag("full")
@ResourceLock(BenchRun.LOCK)
class BareDebianE2ET {

    private static final Path SCRIPT = Path.of("src", "test", "debian", "bare-debian");
    private static final Path FOLDER = Path.of("target", "bare-debian").toAbsolutePath();
    private static final String SIGN_OF_LIFE = "  … ";
    private static final int CANNOT_RUN_HERE = 77;
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration LONGEST_INSTALLATION = Duration.ofMinutes(15);

    @Test
    void needsNothingButGit() throws IOException, InterruptedException {
        Path output = Files.createDirectories(FOLDER).resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "bash",
                        SCRIPT.toString(),
                        FOLDER.toString(),
                        Long.toString(LONGEST.toMinutes()),
                        "./plumbline demo",
                        "./plumbline verify"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Where Maven has what it fetched; its plugin says so.
        String repository = System.getProperty("localRepository");
        if (repository != null) {
            builder.environment().put("MAVEN_REPOSITORY", repository);
        }
        Process script = builder.start();
        // What the script started ends with it.
        Thread end = new Thread(script::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        boolean ended = script.waitFor(LONGEST.plus(LONGEST_INSTALLATION).toSeconds(), TimeUnit.SECONDS);
        script.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(end);

        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> !line.startsWith(SIGN_OF_LIFE))
                .toList();
        assertThat(ended).as("the script ends in time: %s", output).isTrue();
        assertThat(lines).as("what the script says: %s", output).isNotEmpty();
        System.out.println("Bare Debian: " + lines.getLast());
        Assumptions.assumeFalse(script.exitValue() == CANNOT_RUN_HERE, lines.getLast());
        assertThat(script.exitValue()).as(String.join("\n", lines)).isZero();
        assertThat(lines)
                .containsSubsequence("$ ./plumbline demo", "$ ./plumbline verify")
                .anyMatch(line -> line.contains("✗ The log is NOT intact."))
                .anyMatch(line -> line.contains("✓ The log is intact."))
                .last()
                .asString()
                .matches("[1-9]\\d* passed, 0 failed, \\d+ skipped");
    }
}
