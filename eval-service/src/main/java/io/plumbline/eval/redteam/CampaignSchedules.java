package io.plumbline.eval.redteam;

import io.plumbline.eval.redteam.ledger.CampaignAction;
import io.plumbline.eval.redteam.ledger.CampaignSchedule;
import io.plumbline.eval.redteam.ledger.ScheduleStore;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/// Manages the nightly campaigns of teams.
final class CampaignSchedules {

    /// Nobody checks every night whether the one who set a schedule still has the permission.
    private static final Duration WITHOUT_GUARDS = Duration.ofDays(30);

    private final ScheduleStore schedules;
    private final CampaignCheck check;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CampaignSchedules(
            ScheduleStore schedules,
            CampaignCheck check,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.schedules = schedules;
        this.check = check;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @throws ProblemException 400 if its campaigns could not run; 403 if the caller may not bypass the guards; 404
    ///     if the caller may not run campaigns of the team
    ScheduleResponse put(String team, CampaignSchedule schedule) {
        requireTeam(team);
        check.checkWithoutTarget(team, schedule.on(team, "any", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        Instant until = schedule.comparesWithoutGuards() ? clock.instant().plus(WITHOUT_GUARDS) : null;
        transactions.executeWithoutResult(_ -> {
            schedules.put(team, schedule, Callers.current().id(), until);
            trail.append(AuditEntry.of(CampaignAction.SCHEDULED, team, "campaign-schedule", team)
                    .with("hour", schedule.hour())
                    .with("bypassesGuards", schedule.comparesWithoutGuards())
                    .withIfPresent("withoutGuardsUntil", until == null ? null : until.toString()));
        });
        return ScheduleResponse.of(schedule, until);
    }

    ScheduleResponse get(String team) {
        ScheduleStore.Scheduled found = Objects.requireNonNull(
                transactions.execute(_ -> schedules.find(team).orElseThrow(CampaignSchedules::none)));
        return ScheduleResponse.of(found.schedule(), found.withoutGuardsUntil());
    }

    void delete(String team) {
        requireTeam(team);
        transactions.executeWithoutResult(_ -> {
            if (!schedules.delete(team)) {
                throw none();
            }
            trail.append(AuditEntry.of(CampaignAction.UNSCHEDULED, team, "campaign-schedule", team));
        });
    }

    private static void requireTeam(String team) {
        if (!Callers.current().may(Permission.CAMPAIGN_RUN, team)) {
            throw none();
        }
    }

    private static ProblemException none() {
        return RequestProblem.NOT_FOUND.because("No nightly campaign of this team exists that you can access.");
    }
}
