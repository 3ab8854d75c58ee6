package io.plumbline.standalone.demo;

import io.plumbline.audit.verification.LogFinding;
import io.plumbline.audit.verification.VerificationReport;
import io.plumbline.standalone.audit.AuditVerifyCommand;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.postgres.DatabaseAddress;
import io.plumbline.standalone.postgres.DatabaseChoice;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// The database's superuser changes the gate's FAIL to a PASS behind the log's back, and is detected. Only in
/// the database that came with the stack: a process that is killed before it restores the event leaves a damaged
/// log, and in the user's own Postgres that log may matter.
final class TamperingStep implements Step<Boolean> {

    private static final String ACTION = "eval.gate.finished";
    private static final String COMMAND = "  $ ./plumbline audit-verify";

    private final DatabaseAddress database;
    private final Home home;
    private final WorseVersionStep.Stopped stopped;

    TamperingStep(DemoStack stage, Home home, WorseVersionStep.Stopped stopped) {
        this.database = stage.credentials().database();
        this.home = home;
        this.stopped = stopped;
    }

    @Override
    public String title() {
        return "Tamper with the log";
    }

    /// @return whether it was tried
    @Override
    public Boolean play(Narrator narrator) {
        if (new DatabaseChoice(home).own().isPresent()) {
            narrator.detail("Skipped: this is your own Postgres, and the demo does not tamper with its log.");
            return false;
        }
        try (ChangedEvent event =
                ChangedEvent.of(database, ACTION, stopped.gate(), "\"verdict\":\"FAIL\"", "\"verdict\":\"PASS\"")) {
            narrator.bad(
                    "The database's superuser changes the verdict for %s@%d to PASS in event %s, bypassing grants and triggers."
                            .formatted(Registered.MODEL, stopped.version(), event.id()));
            namesExactly(event.id(), verify(narrator));
        }
        narrator.good("The event is restored.");
        if (!verify(narrator).intact()) {
            throw new StoryBroke("The event is restored, but the log is still not intact.");
        }
        return true;
    }

    private VerificationReport verify(Narrator narrator) {
        narrator.verbatim(COMMAND);
        return new AuditVerifyCommand(home, narrator).runBriefly();
    }

    private static void namesExactly(UUID event, VerificationReport report) {
        List<UUID> named = report.findings().stream()
                .map(LogFinding::eventId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        boolean exactly = named.equals(List.of(event)) && report.findings().size() == 1;
        if (!exactly) {
            throw new StoryBroke("One event was changed, %s, but the verification names %s: %s"
                    .formatted(event, named, report.findings()));
        }
    }
}
