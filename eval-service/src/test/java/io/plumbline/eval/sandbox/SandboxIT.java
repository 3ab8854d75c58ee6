package io.plumbline.eval.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import org.junit.jupiter.api.Test;

/// The sandbox of this machine, and of machines that cannot have one. `./plumbline verify` installs bubblewrap where
/// it can, and then requires it here.
public class SandboxIT {

    static final String PYTHON = "/usr/bin/python3";

    private static Sandbox sandbox(boolean enabled, String bubblewrap, String python) {
        return new Sandbox(new SandboxProperties(enabled, bubblewrap, python, 2));
    }

    /// Whether this machine contains programs; the condition of tests that need it.
    public static boolean isAvailable() {
        try (Sandbox sandbox = sandbox(true, "bwrap", PYTHON)) {
            return sandbox.availability().isAvailable();
        }
    }

    @Test
    void containsProgramsHereOrRefusesThemWithReason() {
        try (Sandbox sandbox = sandbox(true, "bwrap", PYTHON)) {
            String reason = sandbox.availability().reason();
            if (reason == null) {
                assertThat(sandbox.run(SandboxProgram.python("print(40 + 2)")).output())
                        .isEqualTo("42\n");
                return;
            }
            assertThat(System.getenv("PLUMBLINE_SANDBOX")).as(reason).isNotEqualTo("required");
            assertRefuses(sandbox, reason);
        }
    }

    @Test
    void refusesWithoutBubblewrap() {
        try (Sandbox sandbox = sandbox(true, "no-such-bwrap", PYTHON)) {
            assertRefuses(sandbox, "bubblewrap is not installed");
        }
    }

    @Test
    void refusesWhatDoesNotContain() {
        // Exits with 0, and contains nothing.
        try (Sandbox sandbox = sandbox(true, "true", PYTHON)) {
            assertRefuses(sandbox, "its test failed");
        }
        try (Sandbox sandbox = sandbox(true, "false", PYTHON)) {
            assertRefuses(sandbox, "its test failed");
        }
    }

    @Test
    void refusesWithoutPythonAndWhereDisabled() {
        try (Sandbox sandbox = sandbox(true, "true", "/usr/bin/no-such-python")) {
            assertRefuses(sandbox, "No Python exists at /usr/bin/no-such-python");
        }
        try (Sandbox sandbox = sandbox(false, "bwrap", PYTHON)) {
            assertRefuses(sandbox, "disabled by plumbline.eval.sandbox.enabled");
        }
    }

    private static void assertRefuses(Sandbox sandbox, String reason) {
        assertThatThrownBy(() -> sandbox.run(SandboxProgram.python("print(1)")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(SandboxProblem.SANDBOX_UNAVAILABLE))
                .hasMessageContaining(reason);
        assertThat(new SandboxHealth(sandbox).health().getDetails())
                .containsEntry("sandbox", "unavailable")
                .hasEntrySatisfying("reason", it -> assertThat(it.toString()).contains(reason));
    }
}
