package io.plumbline.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `deploy/ci/eval-gate` makes of the file in which a change names its version. Nothing listens where it
/// would ask, so whatever it takes fails there, by another reason.
class EvalGateCandidateTest {

    private static final String NO_VERSION = "eval-gate: --candidate: the file must be one line: bot@VERSION\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bot",
                "bot@",
                "bot@0",
                "bot@02",
                "other@2",
                "bott@2",
                "bot@2 ",
                "bot@2\r",
                "bot@2\nbot@3",
                "bot@2\n::set-output name=x::y",
                "::error::bot@2",
                "$(id)@2",
                "bot@$(id)",
                "bot@2;id",
                "*@2",
                "bot@2\",\"baseline\":null"
            })
    void takesNothingButAVersionOfTheModelThatIsNamed(String content) throws Exception {
        assertThat(gate("bot", Files.writeString(folder.resolve("candidate"), content)))
                .isEqualTo(NO_VERSION);
    }

    @Test
    void acceptsAVersion() throws Exception {
        assertThat(gate("bot", Files.writeString(folder.resolve("candidate"), "bot@12\n")))
                .contains("the gate could not be opened");
    }

    @Test
    void refusesLinksLargeFilesAndAnAdditionalVersion() throws Exception {
        Path file = Files.writeString(folder.resolve("candidate"), "bot@2");
        assertThat(gate("bot", Files.createSymbolicLink(folder.resolve("link"), file)))
                .contains("not a file");
        assertThat(gate("bot", folder)).contains("not a file");
        assertThat(gate("bot", Files.writeString(folder.resolve("large"), "bot@2" + "\n".repeat(300))))
                .contains("too large");
        assertThat(gate("bot@1", file)).contains("--model with --candidate: not a name");
    }

    private String gate(String model, Path candidate) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "sh",
                        Repository.root().resolve("deploy/ci/eval-gate").toString(),
                        "--suite",
                        "faq",
                        "--model",
                        model,
                        "--candidate",
                        candidate.toString(),
                        "--timeout",
                        "0"))
                .redirectErrorStream(true);
        builder.environment().put("PLUMBLINE_EVAL_URL", "http://127.0.0.1:1");
        builder.environment().put("PLUMBLINE_API_KEY", "plk_key");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        return output;
    }
}
