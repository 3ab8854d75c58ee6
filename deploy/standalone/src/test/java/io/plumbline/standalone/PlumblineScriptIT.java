package io.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The decisions of the script `plumbline`.
class PlumblineScriptIT {

    @TempDir
    Path folder;

    private Bash bash;

    @BeforeEach
    void begin() {
        bash = new Bash(folder, Map.of());
    }

    @Nested
    class Words {

        @Test
        void explainItselfWhenAsked() {
            Bash.Result help = bash.script("help");

            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).startsWith("Usage: ./plumbline COMMAND").contains("up [--detach] [--processes]");
            assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "frobnicate",
                    "up --fast",
                    "down --detach",
                    "down --purge now",
                    "status x",
                    "demo --quick",
                    "bench gateway --fast",
                    "bench --json",
                    "apply",
                    "apply -f",
                    "apply -f . --now",
                    "verify -v"
                })
        void thatAreUnknownAreRefused(String words) {
            Bash.Result refused = bash.script(words.isEmpty() ? new String[0] : words.split(" "));

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("Usage: ./plumbline COMMAND");
        }

        @Test
        void thatMakeNoSenseBeforeTheFirstUpBuildNothing() {
            assertThat(bash.script("status")).isEqualTo(new Bash.Result(1, "Plumbline is not running here.\n", ""));
            assertThat(bash.script("down", "--purge")).isEqualTo(new Bash.Result(0, "Nothing was running.\n", ""));
            assertThat(folder.resolve("plumbline home")).doesNotExist();
        }
    }

    @Nested
    class TheJdk {

        @Test
        void isThatOfJavaHome() throws IOException {
            Path jdk = jdk("mine", "25.0.1");

            assertThat(found(Map.of("JAVA_HOME", jdk.toString()), "")).isEqualTo(jdk.toString());
        }

        @Test
        void isThatOfThePathWhenJavaHomeIsTooOld() throws IOException {
            Path old = jdk("old", "17.0.12");
            Path linked = folder.resolve("bin");
            Files.createDirectory(linked);
            Path jdk = jdk("on path", "26");
            Files.createSymbolicLink(folder.resolve("alternative"), jdk.resolve("bin/javac"));
            Files.createSymbolicLink(linked.resolve("javac"), Path.of("../alternative"));

            String found = found(Map.of("JAVA_HOME", old.toString(), "PATH", linked + ":/usr/bin:/bin"), "");
            assertThat(found).isEqualTo(jdk.toString());
        }

        @Test
        void isTheVersionThatPlumblineIsBuiltForBeforeALaterOne() throws IOException {
            Path later = jdk("a", "26.0.1");
            Path right = jdk("b", "25");
            Path old = jdk("c", "1.8.0_402");

            assertThat(found(Map.of(), usual(old, later, right))).isEqualTo(right.toString());
            assertThat(found(Map.of(), usual(old, later))).isEqualTo(later.toString());
            assertThat(found(Map.of(), usual(old))).isEmpty();
        }

        @Test
        void isAskedForItsVersionWhenItHasNoReleaseFile() throws IOException {
            Path jdk = jdk("bare", "25.0.2");
            Files.delete(jdk.resolve("release"));

            assertThat(found(Map.of("JAVA_HOME", jdk.toString()), "")).isEqualTo(jdk.toString());
        }

        @Test
        void isNotARuntimeWithoutCompiler() throws IOException {
            Path runtime = jdk("jre", "25");
            Files.delete(runtime.resolve("bin/javac"));

            assertThat(found(Map.of("JAVA_HOME", runtime.toString()), usual())).isEmpty();
        }

        @Test
        void isInstalledWhereThatIsAllowed() throws IOException {
            Path jdk = folder.resolve("installed");
            Path tools = Files.createDirectory(folder.resolve("tools"));
            Bash.executable(
                    tools.resolve("apt-get"),
                    "echo \"apt-get $*\" >> '%s/apt'; case $1 in install) mkdir -p '%s/bin'; printf 'JAVA_VERSION=\"25\"' > '%s/release'; printf '#!/bin/sh\\n' > '%s/bin/java'; cp '%s/bin/java' '%s/bin/javac'; chmod +x '%s'/bin/*;; esac"
                            .replace("%s/apt", folder + "/apt")
                            .replace("%s", jdk.toString()));

            Bash.Result result = new Bash(folder, Map.of("PATH", tools + ":/usr/bin:/bin"))
                    .withFunctions(usual(jdk)
                            + "may_install() { true; }; as_root() { \"$@\"; }; need_jdk; echo \"$JAVA_HOME\"");

            assertThat(result.err()).isEmpty();
            assertThat(result.out().strip()).isEqualTo(jdk.toString());
            assertThat(Files.readString(folder.resolve("apt")))
                    .isEqualTo("apt-get update\napt-get install -y --no-install-recommends openjdk-25-jdk-headless\n");
        }

        @Test
        void isAskedForInOneSentenceWhereItCannotBeInstalled() {
            Bash.Result result = bash.withFunctions(usual() + "may_install() { false; }; need_jdk");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .isEqualTo("Plumbline needs JDK 25 or later. Install it (on Debian and Ubuntu:"
                            + " openjdk-25-jdk-headless) or set JAVA_HOME.\n");
        }

        private String found(Map<String, String> environment, String functions) {
            Bash.Result result = new Bash(folder, environment).withFunctions(functions + "find_jdk");
            assertThat(result.err()).isEmpty();
            return result.out();
        }

        private String usual(Path... places) {
            StringBuilder function = new StringBuilder("usual_jdks() { :; ");
            for (Path place : places) {
                function.append("echo '").append(place).append("'; ");
            }
            return function.append("}; jdk_on_path() { :; }; ").toString();
        }

        private Path jdk(String name, String version) throws IOException {
            Path jdk = folder.resolve(name);
            Files.createDirectories(jdk.resolve("bin"));
            Bash.executable(jdk.resolve("bin/java"), "exit 0");
            Bash.executable(jdk.resolve("bin/javac"), "echo javac " + version);
            Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
            return jdk;
        }
    }

    @Nested
    class Maven {

        @ParameterizedTest
        @CsvSource({"3.8.6,true", "3.9.9,true", "4.0.0,true", "3.10.0,true", "3.8.5,false", "3.6.3,false", "2.9.9,false"
        })
        void isNewEnough(String version, boolean enough) {
            assertThat(bash.withFunctions("version_at_least %s 3.8.6".formatted(version))
                            .exitCode())
                    .isEqualTo(enough ? 0 : 1);
        }

        @Test
        void isAskedForInOneSentenceWhenItIsTooOld() throws IOException {
            Path tools = Files.createDirectory(folder.resolve("tools"));
            Bash.executable(tools.resolve("mvn"), "echo 'Apache Maven 3.6.3 (abc)'");

            Bash.Result result = new Bash(folder, Map.of("PATH", tools + ":/usr/bin:/bin"))
                    .withFunctions("may_install() { false; }; need_maven");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .startsWith("Plumbline needs Maven 3.8.6 or later to build. Install it")
                    .endsWith(".\n")
                    .hasLineCount(1);
        }
    }

    @Nested
    class Curl {

        @Test
        void isInstalledWhereThereIsNone() throws IOException {
            Path tools = Files.createDirectory(folder.resolve("tools"));
            Bash.Result result = bash.withFunctions(
                    "PATH='%1$s'; install_package() { echo \"installs $*\"; /bin/cp /bin/true '%1$s/curl'; };"
                                    .formatted(tools)
                            + " need_curl; need_curl");

            assertThat(result).isEqualTo(new Bash.Result(0, "installs curl\n", ""));
        }

        @Test
        void isAskedForInOneSentenceWhereItCannotBeInstalled() {
            Bash.Result result = bash.withFunctions("may_install() { false; }; PATH=/nowhere; need_curl");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("need curl. Install it").hasLineCount(1);
        }
    }

    /// Java reads file names and arguments in the character set of the locale.
    @Nested
    class TheCharacterSet {

        @ParameterizedTest
        @ValueSource(strings = {"", "C", "POSIX", "xx_XX.ISO-8859-1", "C.UTF-8"})
        void isUtf8ForAllThatTheScriptStarts(String locale) {
            Bash.Result result = new Bash(folder, locale.isEmpty() ? Map.of() : Map.of("LC_ALL", locale))
                    .withFunctions("use_utf8; locale charmap");

            assertThat(result.out()).isEqualTo("UTF-8\n");
        }

        @ParameterizedTest
        @CsvSource({
            "'',true",
            "LANG=C,false",
            "LANG=en_GB.UTF-8,true",
            "LANG=de_DE,false",
            "LANG=de_DE.ISO-8859-1,false",
            "LC_CTYPE=UTF-8 LANG=C,true",
            "LC_ALL=POSIX LANG=en_GB.utf8,false"
        })
        void ofATerminalIsToldByTheLocaleThatIsSet(String locale, boolean utf8) {
            assertThat(bash.withFunctions(locale + "\nshows_utf8").exitCode()).isEqualTo(utf8 ? 0 : 1);
        }
    }

    @Nested
    class DockerCompose {

        private static final String NONE_OF_THIS_MACHINE = "may_install() { false; }; compose_plugin=/nowhere;"
                + " docker() { return 127; }; docker-compose() { return 127; }; ";

        @ParameterizedTest
        @CsvSource({"2.26.1-4,true", "2.20.0,true", "5.0.1,true", "2.19.9,false", "1.29.2,false"})
        void isNewEnough(String version, boolean enough) throws IOException {
            Path compose = folder.resolve("compose");
            Bash.executable(compose, "[ \"$*\" = 'version --short' ] && echo " + version);

            Bash.Result result = new Bash(folder, Map.of("COMPOSE", compose.toString()))
                    .withFunctions(NONE_OF_THIS_MACHINE + "find_compose");
            assertThat(result.out()).isEqualTo(enough ? compose.toString() : "");
        }

        @Test
        void isAskedForInOneSentenceWhenThereIsNone() {
            Bash.Result result = bash.withFunctions(NONE_OF_THIS_MACHINE + "need_compose");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .startsWith("The test of docker-compose.yml needs Docker Compose 2.20 or later. Install it")
                    .hasLineCount(1);
        }
    }
}
