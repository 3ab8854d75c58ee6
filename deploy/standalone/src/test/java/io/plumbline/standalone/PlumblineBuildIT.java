package io.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the script `plumbline` builds, and counts the tests that it runs.
class PlumblineBuildIT {

    @TempDir
    Path folder;

    private Bash bash;

    @BeforeEach
    void begin() {
        bash = new Bash(folder, Map.of());
    }

    @Nested
    class TheBuild {

        @Test
        void isDoneAgainForASourceThatIsNewerButNotForATest() throws IOException {
            Path project = Files.createDirectory(folder.resolve("project"));
            Path source = file(project.resolve("libs/a/src/main/java/A.java"), "class A {}");
            Path test = file(project.resolve("libs/a/src/test/java/ATest.java"), "class ATest {}");
            file(project.resolve("deploy/a/pom.xml"), "<project/>");
            file(project.resolve("b-service/pom.xml"), "<project/>");
            file(project.resolve("pom.xml"), "<project/>");
            Path stamp = file(project.resolve("deploy/standalone/target/built"), "1");
            Path lib = Files.createDirectory(project.resolve("deploy/standalone/target/lib"));
            String isBuilt =
                    "root='%s'; stamp='%s'; built='%s'; bench_built='%s'; is_built".formatted(project, stamp, lib, lib);
            Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
            FileTime later = FileTime.from(Instant.now().plusSeconds(120));

            Files.setLastModifiedTime(test, later);
            assertThat(bash.withFunctions(isBuilt).exitCode()).isZero();

            Files.setLastModifiedTime(source, later);
            assertThat(bash.withFunctions(isBuilt).exitCode()).isEqualTo(1);
        }

        @Test
        void givesASignOfLifeAndKeepsTheNoiseInTheLog() throws IOException {
            Bash.Result result = bash.withFunctions(
                    "how() { printf 'almost there'; }; run_told waiting \"$logs/x.log\" how bash -c 'echo noise; sleep 3'");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out().lines())
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("  … waiting: almost there ("));
            assertThat(Files.readString(folder.resolve("plumbline home/logs/x.log")))
                    .isEqualTo("noise\n");
        }

        @Test
        void leavesNothingThatOthersMayReadAndTightensAFolderThatWasThere() throws IOException {
            Path home = Files.createDirectory(folder.resolve("plumbline home"));
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            Bash.executable(
                    Files.createDirectories(folder.resolve("jdk/bin")).resolve("java"), "touch '" + home + "/made'");

            assertThat(bash.withFunctions("umask 022; run_told told \"$logs/x.log\" : true; mkdir \"$staged\";"
                                    + " echo 1 >\"$staged/current\"; JAVA_HOME='" + folder + "/jdk'; run_java tool x")
                            .exitCode())
                    .isZero();

            assertThat(permissions(home)).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("logs"))).isEqualTo("rwx------");
            assertThat(permissions(home.resolve("logs/x.log"))).isEqualTo("rw-------");
            assertThat(permissions(home.resolve("made"))).isEqualTo("rw-------");
        }

        @Test
        void leavesAFolderAloneThatManyWriteIn() throws IOException {
            Path home = Files.createDirectory(folder.resolve("plumbline home"));
            Files.setAttribute(home, "unix:mode", 01777);

            Bash.Result refused = bash.withFunctions("make_folders");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("Set PLUMBLINE_HOME to a folder of your own");
            assertThat(permissions(home)).isEqualTo("rwxrwxrwx");
        }

        private String permissions(Path path) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        }

        @Test
        void passesOnTheFailureOfACommand() {
            assertThat(bash.withFunctions("run_told failing \"$logs/x.log\" : bash -c 'exit 7' || exit $?")
                            .exitCode())
                    .isEqualTo(7);
        }

        private Path file(Path path, String content) throws IOException {
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
            return path;
        }
    }

    @Nested
    class TheCountOfTests {

        @Test
        void sumsTheReportsOfThisRunAlone() throws IOException {
            report("a/target/surefire-reports/TEST-A.xml", 5, 0, 0, 1, -60);
            Path since = Files.createFile(folder.resolve("since"));
            report("a/target/surefire-reports/TEST-B.xml", 10, 0, 0, 2, 60);
            report("b/target/failsafe-reports/TEST-C.xml", 3, 0, 0, 0, 60);

            Bash.Result result = bash.withFunctions("root='%s'; count_tests '%s'".formatted(folder, since));
            assertThat(result).isEqualTo(new Bash.Result(0, "11 passed, 0 failed, 2 skipped\n", ""));
        }

        @Test
        void failsWhenATestFailed() throws IOException {
            Path since = Files.createFile(folder.resolve("since"));
            report("a/target/surefire-reports/TEST-B.xml", 10, 1, 2, 2, 60);

            Bash.Result result = bash.withFunctions("root='%s'; count_tests '%s'".formatted(folder, since));
            assertThat(result).isEqualTo(new Bash.Result(1, "5 passed, 3 failed, 2 skipped\n", ""));
        }

        @Test
        void namesATestThatFailedAndThenPassed() throws IOException {
            Path since = Files.createFile(folder.resolve("since"));
            Path file = folder.resolve("a/target/failsafe-reports/TEST-A.xml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    <testsuite name="A" tests="2" errors="0" skipped="0" failures="0" flakes="1">
                      <testcase name="b" classname="x.A" time="0.01">
                        <flakyFailure message="no" type="x">
                        </flakyFailure>
                      </testcase>
                      <testcase name="c" classname="x.A" time="0.01"/>
                    </testsuite>""");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

            Bash.Result result = bash.withFunctions("root='%s'; count_tests '%s'".formatted(folder, since));
            assertThat(result)
                    .isEqualTo(new Bash.Result(
                            0, "Flaky: x.A.b failed, then passed.\n2 passed, 0 failed, 0 skipped\n", ""));
        }

        @Test
        void failsWhenNoTestRan() throws IOException {
            Path since = Files.createFile(folder.resolve("since"));

            Bash.Result result = bash.withFunctions("root='%s'; count_tests '%s'".formatted(folder, since));
            assertThat(result).isEqualTo(new Bash.Result(1, "0 passed, 0 failed, 0 skipped\n", ""));
        }

        private void report(String path, int tests, int errors, int failures, int skipped, int age) throws IOException {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <testsuite xmlns:xsi="x" version="3.0.2" name="A" time="0.05" tests="%d" errors="%d" skipped="%d" failures="%d" flakes="0">
                      <properties><property name="tests" value="99"/></properties>
                      <testcase name="a"/>
                    </testsuite>""".formatted(tests, errors, skipped, failures));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(age)));
        }
    }
}
