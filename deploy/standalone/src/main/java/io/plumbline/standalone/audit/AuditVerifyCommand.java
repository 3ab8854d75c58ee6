package io.plumbline.standalone.audit;

import io.plumbline.audit.AuditReader;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.sequencing.FileAnchor;
import io.plumbline.audit.verification.AuditVerification;
import io.plumbline.audit.verification.ExpiredPayloads;
import io.plumbline.audit.verification.LogFinding;
import io.plumbline.audit.verification.VerificationReport;
import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.configuration.conduct.ConductVerification;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.postgres.DatabaseAccess;
import io.plumbline.standalone.postgres.DatabaseAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// `audit-verify`: reads the whole log as the database's superuser, bypassing the services, and reports each
/// error with its location. Compares what the database itself cannot prove with records kept outside: the key of
/// the first start, the checkpoint of the last successful verification, and the newest that governance signed.
public final class AuditVerifyCommand {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(5);

    private final Home home;
    private final Narrator narrator;

    public AuditVerifyCommand(Home home, Narrator narrator) {
        this.home = home;
        this.narrator = narrator;
    }

    /// @return the reported result
    public VerificationReport run() {
        Look look = look(null);
        tellFigures(look);
        tellVerdict(look.report());
        return look.report();
    }

    /// Runs what the options request.
    ///
    /// @return whether there are no errors
    public boolean run(AuditOptions options) {
        if (options.log() != null) {
            return new ForeignLog(home, narrator).run(options);
        }
        KnownCheckpoint known =
                options.checkpoint() == null ? null : KnownCheckpoint.of(options.checkpoint(), keptKey());
        Look look = look(known);
        tellFigures(look);
        tellVerdict(look.report());
        boolean good = look.report().intact();
        if (known != null && known.note() == null) {
            good &= known.check(look.report().size(), null, narrator);
        }
        if (options.conduct()) {
            good &= tellConduct(conduct());
        }
        if (options.export() != null) {
            new LogExport(database()).write(Path.of(options.export()), narrator);
        }
        return good;
    }

    /// Decides about every production call from the log alone.
    public ConductReport conduct() {
        DatabaseAddress database = database();
        requireRunning(database);
        AuditReader reader =
                new AuditReader(new DriverManagerDataSource(database.url(), database.user(), database.password()));
        return narrator.during("checking the production calls", _ -> {
            ConductVerification verification = new ConductVerification();
            verification.take(reader, 0);
            return verification.report();
        });
    }

    /// @return whether there are no errors
    public boolean tellConduct(ConductReport report) {
        return new ConductTelling(narrator).tell(report);
    }

    private DatabaseAddress database() {
        return Credentials.read(home)
                .map(Credentials::database)
                .orElseThrow(() -> new CannotContinue(home.credentials() + " is missing; ./plumbline up writes it."));
    }

    /// The same verification; prints only errors.
    public VerificationReport runBriefly() {
        VerificationReport report = look(null).report();
        tellVerdict(report);
        return report;
    }

    /// @param remembered checkpoints that were kept outside the database
    private record Look(VerificationReport report, int remembered) {}

    private NoteVerifier keptKey() {
        return new VerifierKey(home)
                .kept()
                .orElseThrow(() -> new CannotContinue("There is no audit log here yet. ./plumbline up creates one."));
    }

    /// @param known a checkpoint from the user; null for none
    private Look look(@Nullable KnownCheckpoint known) {
        NoteVerifier key = keptKey();
        DatabaseAddress database = database();
        FileAnchor verified = new FileAnchor(home.audit().resolve("verified-checkpoint"));
        FileAnchor signed = new FileAnchor(home.auditAnchor());
        Stream<SignedNote> given = known == null ? Stream.empty() : Stream.ofNullable(known.note());
        List<SignedNote> remembered = Stream.concat(
                        Stream.of(verified, signed).flatMap(anchor -> anchor.newest().stream()), given)
                .toList();
        VerificationReport report = verify(database, key, remembered);
        if (report.intact()) {
            newestCheckpoint(database).ifPresent(verified::keep);
        }
        return new Look(report, remembered.size());
    }

    private VerificationReport verify(DatabaseAddress database, NoteVerifier key, List<SignedNote> remembered) {
        requireRunning(database);
        DriverManagerDataSource source =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        AuditVerification verification = new AuditVerification(source, key.name(), List.of(key));
        try {
            return narrator.during("verifying the log, leaf by leaf", progress -> verification.verify(remembered));
        } catch (DataAccessException | IllegalArgumentException e) {
            throw new CannotContinue("The log cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireRunning(DatabaseAddress database) {
        try (Connection connection = DatabaseAccess.connect(database, DATABASE_LIMIT)) {
            connection.setReadOnly(true);
        } catch (SQLException | CannotContinue e) {
            throw new CannotContinue(
                    "The log is in Postgres, which is not running. Start it with ./plumbline up. " + e.getMessage(), e);
        }
    }

    private void tellFigures(Look look) {
        VerificationReport report = look.report();
        String what = String.format(
                Locale.ROOT,
                "%,d events: %,d in the log, %,d waiting for sequencing; %,d checkpoints, %,d of them signed;"
                        + " compared with %d stored outside the database; %d ms.",
                report.events(),
                report.size(),
                report.pending(),
                report.checkpoints(),
                report.signed(),
                look.remembered(),
                report.duration().toMillis());
        narrator.say(what);
        narrator.say("Root hash: " + report.root().toBase64());
        report.expired().forEach(expired -> narrator.say(text(expired)));
    }

    private void tellVerdict(VerificationReport report) {
        if (report.intact()) {
            narrator.good("The log is intact.");
            return;
        }
        for (LogFinding finding : report.findings()) {
            narrator.bad(text(finding));
        }
        long found =
                report.counts().values().stream().mapToLong(Long::longValue).sum();
        if (found > report.findings().size()) {
            report.counts().forEach((kind, count) -> narrator.bad("%s: %d in all".formatted(kind, count)));
        }
        narrator.bad("The log is NOT intact.");
    }

    private static String text(ExpiredPayloads expired) {
        return String.format(
                Locale.ROOT,
                "EXPIRED: the content of %,d calls, kept for %d days and destroyed from %s to %s, as recorded in the log.",
                expired.payloads(),
                expired.keepDays(),
                expired.first(),
                expired.last());
    }

    private static String text(LogFinding finding) {
        StringBuilder text = new StringBuilder(finding.kind().name());
        if (finding.firstIndex() != null) {
            text.append(finding.firstIndex().equals(finding.lastIndex()) ? " at " : " from ")
                    .append(finding.firstIndex());
            if (!finding.firstIndex().equals(finding.lastIndex())) {
                text.append(" to ").append(finding.lastIndex());
            }
        }
        if (finding.eventId() != null) {
            text.append(", event ").append(finding.eventId());
        }
        return text.append(": ").append(finding.detail()).toString();
    }

    private static Optional<SignedNote> newestCheckpoint(DatabaseAddress database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery(
                        "SELECT note FROM audit.checkpoint WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1")) {
            return newest.next() ? Optional.of(SignedNote.parse(newest.getString(1))) : Optional.empty();
        } catch (SQLException e) {
            throw new CannotContinue("The newest checkpoint cannot be read: " + e.getMessage(), e);
        }
    }
}
