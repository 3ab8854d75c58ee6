package io.plumbline.eval.panel.schedule;

import io.plumbline.eval.panel.PanelAction;
import io.plumbline.eval.panel.PanelCatalog;
import io.plumbline.eval.panel.PanelCheck;
import io.plumbline.eval.panel.design.PanelItems;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Author;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Scheduled;
import io.plumbline.eval.panel.schedule.PanelScheduleStore.Stopped;
import io.plumbline.eval.panel.schedule.ScheduledRun.StratumCount;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.sibling.AuthorRights;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Manages schedules of panels and creates the panels that are due. A schedule creates its first panel at once, and
/// stops when its author has lost the permission to create panels of the team.
final class PanelSchedules {

    private static final Logger log = LoggerFactory.getLogger(PanelSchedules.class);
    private static final String RESOURCE = "panel-schedule";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofHours(1);
    private static final int MOST_VERSIONS = 1_000_000;

    private final PanelScheduleStore schedules;
    private final Panels panels;
    private final SiblingServices siblings;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    PanelSchedules(
            PanelScheduleStore schedules,
            Panels panels,
            SiblingServices siblings,
            AuditTrail trail,
            TransactionTemplate transactions,
            JsonMapper json,
            Clock clock) {
        this.schedules = schedules;
        this.panels = panels;
        this.siblings = siblings;
        this.trail = trail;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /// Checks, draws and stores panels, in the name of an author.
    record Panels(PanelCheck check, PanelItems items, PanelCatalog catalog, AuthorRights rights) {}

    /// A stored schedule, and whether it is new.
    record Stored(Scheduled scheduled, boolean created) {}

    /// Creates or replaces a schedule. Its panels are created in the name of the caller from now on.
    ///
    /// @throws ProblemException 400 if its panels could not be labelled or the schedule would change its team;
    ///     404 if the name belongs to another team; 412 if it has changed
    Stored put(String name, PanelSchedule schedule, @Nullable String ifMatch) {
        String team = Callers.current().teamFor(Permission.PANEL_WRITE, schedule.team());
        Instant now = clock.instant();
        PanelSchedule given = schedule.ofTeam(team);
        panels.check().check(team, given.panel(team, 1, now));
        Author author = new Author(Callers.current().type(), Callers.current().id());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Scheduled before = schedules.hold(name).orElse(null);
            if (before == null) {
                if (!schedules.insert(new Scheduled(name, team, given, author, 1, now, null, null), now)) {
                    throw none();
                }
                return new Stored(noted(name), true);
            }
            EntityTags.check(ifMatch, before.revision());
            checkTeam(before, team);
            if (before.stopped() != null
                    || !before.author().equals(author)
                    || !before.schedule().equals(given)) {
                Instant next = next(before, given, now);
                schedules.change(
                        new Scheduled(name, team, given, author, before.revision() + 1, next, null, null), now);
                return new Stored(noted(name), false);
            }
            return new Stored(before, false);
        }));
    }

    private static void checkTeam(Scheduled before, String team) {
        if (!before.team().equals(team)) {
            throw PanelProblem.PANEL_INVALID
                    .because("A schedule cannot change its team. Create another schedule.")
                    .at("/team", "must be " + before.team());
        }
    }

    private Scheduled noted(String name) {
        Scheduled stored = schedules.find(name).orElseThrow();
        trail.append(AuditEntry.of(PanelAction.SCHEDULED, stored.team(), RESOURCE, name)
                .version(stored.revision())
                .with("everyMonths", stored.schedule().months())
                .with("dataset", stored.schedule().source().dataset()));
        return stored;
    }

    /// Returns the time of the next panel: some months after the last one, and at once without one.
    private static Instant next(Scheduled before, PanelSchedule given, Instant now) {
        ScheduledRun last = before.last();
        if (last == null
                || last.error() != null
                || !given.source().dataset().equals(before.schedule().source().dataset())) {
            return now;
        }
        Instant next = after(last.at(), given);
        return next.isBefore(now) ? now : next;
    }

    private static Instant after(Instant last, PanelSchedule schedule) {
        return ZonedDateTime.ofInstant(last, ZoneOffset.UTC)
                .plusMonths(schedule.months())
                .toInstant();
    }

    /// Previews the changes of [#put]. Stores nothing. Storing a stopped schedule removes `/stopped`.
    DocumentDiff diff(String name, PanelSchedule schedule) {
        String team = Callers.current().teamFor(Permission.PANEL_WRITE, schedule.team());
        PanelSchedule given = schedule.ofTeam(team);
        panels.check().check(team, given.panel(team, 1, clock.instant()));
        Scheduled before = Objects.requireNonNull(transactions.execute(_ -> schedules.find(name)))
                .orElse(null);
        if (before == null) {
            requireFree(name, team, given);
            return DocumentDiff.of(0, null, tree(given, null));
        }
        checkTeam(before, team);
        return DocumentDiff.of(
                before.revision(),
                EntityTags.of(before.revision()),
                tree(before.schedule(), before.stopped()),
                tree(given, null));
    }

    /// @throws ProblemException 404 if the name belongs to another team
    private void requireFree(String name, String team, PanelSchedule given) {
        Instant now = clock.instant();
        Author author = new Author(Callers.current().type(), Callers.current().id());
        boolean free = Boolean.TRUE.equals(transactions.execute(status -> {
            status.setRollbackOnly();
            return schedules.insert(new Scheduled(name, team, given, author, 1, now, null, null), now);
        }));
        if (!free) {
            throw none();
        }
    }

    private ObjectNode tree(PanelSchedule schedule, @Nullable Stopped stopped) {
        ObjectNode tree = json.valueToTree(schedule);
        if (stopped != null) {
            tree.put("stopped", stopped.reason());
        }
        return tree;
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
            trail.append(AuditEntry.of(PanelAction.UNSCHEDULED, scheduled.team(), RESOURCE, name));
        });
    }

    /// Returns the runs that created a panel, newest first.
    Page<ScheduledRun> runs(String name, Paging paging) {
        String before = paging.after(1).map(cursor -> cursor.text(0)).orElse(null);
        List<ScheduledRun> rows = Objects.requireNonNull(transactions.execute(_ -> {
            Scheduled found = schedules.find(name).orElseThrow(PanelSchedules::none);
            return schedules.runs(found.name(), before, paging.size() + 1);
        }));
        return Page.of(rows, paging, run -> Cursor.of(String.valueOf(run.panel())));
    }

    private static ProblemException none() {
        return RequestProblem.NOT_FOUND.because("No schedule of panels with this name exists that you can access.");
    }

    /// Creates the panels that are due.
    void run() {
        Optional<Scheduled> due = take();
        while (due.isPresent()) {
            Scheduled taken = due.get();
            Tenancy.runAs(Set.of(taken.team()), () -> run(taken));
            due = take();
        }
    }

    private Optional<Scheduled> take() {
        Instant now = clock.instant();
        return Tenancy.asWorker(() -> schedules.take(now, now.plus(LEASE)));
    }

    private void run(Scheduled due) {
        Instant now = clock.instant();
        String refusal;
        try {
            if (!panels.rights().may(due.author().type(), due.author().id(), Permission.PANEL_WRITE, due.team())) {
                stop(due, now);
                return;
            }
            create(due, now);
            return;
        } catch (ProblemException e) {
            refusal = String.valueOf(e.getMessage());
        } catch (RestClientException e) {
            refusal = "Another service does not answer.";
        }
        log.atWarn()
                .addKeyValue("schedule", due.name())
                .addKeyValue("reason", refusal)
                .log("A scheduled panel was not created");
        ScheduledRun failed = new ScheduledRun(now, null, null, last(due), List.of(), refusal);
        transactions.executeWithoutResult(_ -> schedules.ran(due, failed, now.plus(RETRY)));
    }

    private void stop(Scheduled due, Instant now) {
        Stopped stopped = new Stopped(
                now,
                "The author no longer has the permission " + Permission.PANEL_WRITE.code()
                        + " in this team. Store the schedule again to continue in your name.");
        transactions.executeWithoutResult(_ -> {
            if (schedules.stop(due, stopped)) {
                trail.append(AuditEntry.of(PanelAction.SCHEDULE_STOPPED, due.team(), RESOURCE, due.name())
                        .with("author", due.author().id()));
            }
        });
    }

    /// Creates the panel and stores the run in one transaction, so that a crash repeats both or none.
    private void create(Scheduled due, Instant now) {
        String name = due.name() + "-" + DAY.format(now.atZone(ZoneOffset.UTC));
        int version = newest(due);
        PanelDocument document = due.schedule().panel(due.team(), version, now);
        Rubric rubric = panels.check().check(due.team(), document);
        List<PanelItem> drawn = panels.items().draw(due.team(), document, rubric.document());
        ScheduledRun run =
                new ScheduledRun(now, name, document.source().dataset(), version, StratumCount.of(drawn), null);
        transactions.executeWithoutResult(_ -> {
            panels.catalog()
                    .create(name, due.team(), document, drawn, due.author().id());
            schedules.ran(due, run, after(now, due.schedule()));
        });
    }

    /// Returns the newest version of the dataset, which is after the one of the last panel. Versions have no gaps, so
    /// it
    /// is searched in growing steps and then in halves: a dataset that a plan keeps has thousands.
    ///
    /// @throws ProblemException if there is none
    private int newest(Scheduled due) {
        String dataset = due.schedule().source().dataset();
        int sampled = sampled(due, dataset);
        int present = sampled;
        int step = 1;
        while (present + step <= MOST_VERSIONS && exists(due, dataset, present + step)) {
            present += step;
            step *= 2;
        }
        int missing = Math.min(present + step, MOST_VERSIONS + 1);
        while (missing - present > 1) {
            int middle = present + (missing - present) / 2;
            if (exists(due, dataset, middle)) {
                present = middle;
            } else {
                missing = middle;
            }
        }
        if (present == sampled) {
            throw RequestProblem.CONFLICT.because("The dataset " + dataset + " has no version after " + sampled + ".");
        }
        return present;
    }

    private boolean exists(Scheduled due, String dataset, int version) {
        return siblings.dataset(due.team(), dataset + "@" + version).isPresent();
    }

    /// Returns the version of the newest panel; 0 without a panel, or if it uses another dataset.
    private int sampled(Scheduled due, String dataset) {
        return Objects.requireNonNull(transactions.execute(_ -> schedules.runs(due.name(), null, 1))).stream()
                .filter(run -> (dataset + "@" + run.version()).equals(run.dataset()))
                .findFirst()
                .map(ScheduledRun::version)
                .orElse(0);
    }

    private static int last(Scheduled due) {
        ScheduledRun last = due.last();
        return last == null ? 0 : last.version();
    }
}
