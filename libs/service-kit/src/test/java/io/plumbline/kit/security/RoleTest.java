package io.plumbline.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RoleTest {

    private static final Path REFERENCE = Path.of("../../docs/reference/roles.md");

    /// Run with `-Dplumbline.docs.write=true` to write the table anew.
    @Test
    void isDocumentedAsImplemented() throws IOException {
        if (Boolean.getBoolean("plumbline.docs.write")) {
            Files.writeString(REFERENCE, table());
        }
        assertThat(REFERENCE).hasContent(table());
    }

    @Test
    void letsAuditorsReadEverythingAndChangeNothing() {
        assertThat(Role.AUDITOR.permissions())
                .allMatch(permission -> permission.reads() || permission == Permission.AUDIT_VERIFY);
        assertThat(Role.AUDITOR.everyTeam()).isTrue();
    }

    @Test
    void letsApplicationsOnlyCallAndGiveFeedback() {
        assertThat(Role.APPLICATION.permissions())
                .containsExactlyInAnyOrder(Permission.INFERENCE_CALL, Permission.FEEDBACK_WRITE);
    }

    @Test
    void letsTelemetryWritersOnlySendTelemetry() {
        assertThat(Role.TELEMETRY_WRITER.permissions()).containsExactly(Permission.TELEMETRY_WRITE);
        assertThat(Role.TELEMETRY_WRITER.everyTeam()).isFalse();
    }

    private static String table() {
        StringBuilder text = new StringBuilder("""
                # Roles and permissions

                Generated from the code. Each operation requires exactly one permission. Roles are granted per team; roles marked *
                apply in every team.

                """);
        text.append("| permission |");
        for (Role role : Role.values()) {
            text.append(' ')
                    .append(role.code())
                    .append(role.everyTeam() ? " *" : "")
                    .append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Role.values().length)).append('\n');
        for (Permission permission : Permission.values()) {
            text.append("| `").append(permission.code()).append("` |");
            for (Role role : Role.values()) {
                text.append(role.permissions().contains(permission) ? " yes |" : " |");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
