package io.plumbline.eval.panel.schedule;

import io.plumbline.eval.panel.PanelAction;
import io.plumbline.eval.panel.PanelCatalog;
import io.plumbline.eval.panel.PanelCheck;
import io.plumbline.eval.panel.design.PanelItems;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Scheduled;
import io.plumbline.eval.panel.schedule.ScheduledRun.StratumCount;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Manages schedules of panels and creates the panels that are due. A schedule creates its first panel at once.
final class PanelSchedules {

    private static final Logger log = LoggerFactory.getLogger(PanelSchedules.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofHours(1);
    private static final int MOST_VERSIONS = 10_000;

    private final PanelScheduleStore schedules;
    private final Panels panels;
    private final SiblingServices siblings;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PanelSchedules(
            PanelScheduleStore schedules,
            Panels panels,
            SiblingServices siblings,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.schedules = schedules;
        this.panels = panels;
        this.siblings = siblings;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Checks, draws and stores panels.
    record Panels(PanelCheck check, PanelItems items, PanelCatalog catalog) {}

    /// @throws ProblemException 400 if its panels could not be labelled; 404 if the name belongs to another team
    Scheduled put(String name, PanelSchedule schedule) {
        String team = Callers.current().teamFor(Permission.PANEL_WRITE, schedule.team());
        Instant now = clock.instant();
        panels.check().check(team, schedule.panel(team, 1, now));
        Scheduled given = new Scheduled(name, team, schedule, Callers.current().id(), now, null);
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (!schedules.put(given, now)) {
                throw none();
            }
            trail.append(AuditEntry.of(PanelAction.SCHEDULED, team, "panel-schedule", name)
                    .with("everyMonths", schedule.months())
                    .with("dataset", schedule.source().dataset()));
            return schedules.find(name).orElseThrow();
        }));
    }

    Scheduled get(String name) {
        return Objects.requireNonNull(
                transactions.execute(_ -> schedules.find(name).orElseThrow(PanelSchedules::none)));
    }

    Page<Scheduled> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse(null);
        List<Scheduled> rows =
                Objects.requireNonNull(transactions.execute(_ -> schedules.list(after, paging.size() + 1)));
        return Page.of(rows, paging, schedule -> Cursor.of(schedule.name()));
    }

    void delete(String name) {
        Scheduled scheduled = get(name);
        if (!Callers.current().may(Permission.PANEL_WRITE, scheduled.team())) {
            throw none();
        }
        transactions.executeWithoutResult(_ -> {
            if (!schedules.delete(name)) {
                throw none();
            }
            trail.append(AuditEntry.of(PanelAction.UNSCHEDULED, scheduled.team(), "panel-schedule", name));
        });
    }

    private static ProblemException none() {
        return RequestProblem.NOT_FOUND.because("No schedule of panels with this name exists that you can access.");
    }

    /// Creates the panels that are due.
    void run() {
        Optional<Scheduled> due = take();
        while (due.isPresent()) {
            Scheduled taken = due.get();
            ScheduledRun run = Tenancy.callAs(Set.of(taken.team()), () -> create(taken));
            Instant next = run.error() == null
                    ? ZonedDateTime.ofInstant(run.at(), ZoneOffset.UTC)
                            .plusMonths(taken.schedule().months())
                            .toInstant()
                    : run.at().plus(RETRY);
            Tenancy.asWorker(() -> schedules.ran(taken.name(), run, next));
            due = take();
        }
    }

    private Optional<Scheduled> take() {
        Instant now = clock.instant();
        return Tenancy.asWorker(() -> schedules.take(now, now.plus(LEASE)));
    }

    private ScheduledRun create(Scheduled due) {
        Instant now = clock.instant();
        String name = due.name() + "-" + DAY.format(now.atZone(ZoneOffset.UTC));
        try {
            int version = newest(due);
            PanelDocument document = due.schedule().panel(due.team(), version, now);
            Rubric rubric = panels.check().check(due.team(), document);
            List<PanelItem> drawn = panels.items().draw(due.team(), document, rubric.document());
            panels.catalog().create(name, due.team(), document, drawn, due.setBy());
            return new ScheduledRun(now, name, document.source().dataset(), version, StratumCount.of(drawn), null);
        } catch (ProblemException e) {
            log.atWarn()
                    .addKeyValue("schedule", due.name())
                    .addKeyValue("reason", e.getMessage())
                    .log("A scheduled panel was not created");
            return new ScheduledRun(now, null, null, last(due), List.of(), e.getMessage());
        }
    }

    /// Returns the newest version of the dataset, which is after the one of the last run.
    ///
    /// @throws ProblemException if there is none
    private int newest(Scheduled due) {
        String dataset = due.schedule().source().dataset();
        int version = last(due);
        while (version < MOST_VERSIONS
                && siblings.dataset(due.team(), dataset + "@" + (version + 1)).isPresent()) {
            version++;
        }
        if (version == last(due)) {
            throw RequestProblem.CONFLICT.because("The dataset " + dataset + " has no version after " + version + ".");
        }
        return version;
    }

    private static int last(Scheduled due) {
        ScheduledRun last = due.last();
        return last == null ? 0 : last.version();
    }
}
