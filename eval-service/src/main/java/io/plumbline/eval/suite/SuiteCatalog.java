package io.plumbline.eval.suite;

import io.plumbline.clients.governance.Approval;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages suites.
@Service
public class SuiteCatalog {

    private final SuiteRepository suites;
    private final Changes changes;
    private final AuditTrail trail;
    private final JsonMapper json;
    private final Clock clock;

    SuiteCatalog(SuiteRepository suites, Changes changes, AuditTrail trail, JsonMapper json, Clock clock) {
        this.suites = suites;
        this.changes = changes;
        this.trail = trail;
        this.json = json;
        this.clock = clock;
    }

    /// A stored suite, and whether it is new.
    record Stored(SuiteView suite, boolean created) {}

    /// Returns the change of a [#store], for [SuiteGuard] to decide.
    ///
    /// @throws ProblemException 400 if the suite would change its team or its text has no canonical form; 404 if
    ///     the name belongs to another team; 412 if it has changed
    @Transactional(readOnly = true)
    public SuiteChange change(String name, String team, SuiteDocument document, @Nullable String ifMatch) {
        Suite suite = suites.findByName(name).orElse(null);
        if (suite != null) {
            EntityTags.check(ifMatch, suite.version());
            checkTeam(suite, team);
        }
        JsonNode before = suite == null ? null : tree(json.readValue(suite.document(), SuiteDocument.class));
        JsonNode after = tree(document.ofTeam(team));
        return new SuiteChange(
                name,
                team,
                suite == null ? null : suite.version(),
                before == null ? null : digest(before),
                suite == null ? null : suite.approvalId(),
                digest(after),
                DocumentDiff.changes(before, after));
    }

    private JsonNode tree(SuiteDocument document) {
        return json.readTree(json.writeValueAsString(document));
    }

    private static String digest(JsonNode document) {
        try {
            return SuiteDigest.of(document);
        } catch (IllegalArgumentException e) {
            throw SuiteProblem.SUITE_INVALID.because("A text of it has no canonical form: " + e.getMessage());
        }
    }

    /// Creates or replaces a suite with a document accepted by [SuiteCheck] and [SuiteGuard]. A document equal to
    /// the current one makes no revision, unless it replaces a revoked approval.
    ///
    /// @param approved the change with its approval
    /// @throws ProblemException 400 if the suite would change its team; 404 if the name belongs to another team;
    ///     409 if it has changed since the decision
    @Transactional
    public Stored store(String name, String team, SuiteDocument document, SuiteChange.Approved approved) {
        Suite suite = suites.findByName(name).orElse(null);
        boolean created = suite == null;
        if (suite == null) {
            suite = new Suite(name, team, clock.instant());
        } else {
            checkUnchanged(suite, approved.change());
            checkTeam(suite, team);
        }
        SuiteDocument given = document.ofTeam(team);
        Approval approval = approved.approval();
        if (!created && approval == null && given.equals(json.readValue(suite.document(), SuiteDocument.class))) {
            return new Stored(view(suite), false);
        }
        suite.revise(json.writeValueAsString(given), approval == null ? null : approval.id(), clock.instant());
        suite.changed(changes.next());
        try {
            suite = suites.saveAndFlush(suite);
        } catch (DataIntegrityViolationException e) {
            throw notFound();
        }
        trail.append(stored(suite, given, approved));
        return new Stored(view(suite), created);
    }

    private static void checkUnchanged(Suite suite, SuiteChange decided) {
        if (decided.version() == null || decided.version() != suite.version()) {
            throw RequestProblem.CONFLICT.because("Somebody else changed the suite at the same time. Repeat the call.");
        }
    }

    private static AuditEntry stored(Suite suite, SuiteDocument document, SuiteChange.Approved approved) {
        SuiteChange change = approved.change();
        Approval approval = approved.approval();
        AuditEntry entry = AuditEntry.of(SuiteAction.STORED, suite.team(), "suite", suite.name())
                .version(suite.revision())
                .with("dataset", document.dataset())
                .with("digestAfter", change.after())
                .with("changes", change.described());
        if (change.before() != null) {
            entry = entry.with("digestBefore", change.before());
        }
        return approval == null
                ? entry
                : entry.with("approvalId", approval.id().toString()).with("approvers", approval.approved());
    }

    /// Previews the changes of [#store]. Stores nothing.
    ///
    /// @throws ProblemException 400 if the suite would change its team; 404 if the name belongs to another team
    @Transactional(readOnly = true)
    public DocumentDiff diff(String name, String team, SuiteDocument document) {
        Suite suite = suites.findByName(name).orElse(null);
        if (suite != null) {
            checkTeam(suite, team);
        }
        SuiteDocument given = document.ofTeam(team);
        return DocumentDiff.of(
                suite == null ? 0 : suite.revision(),
                suite == null ? null : json.readTree(suite.document()),
                json.readTree(json.writeValueAsString(given)));
    }

    private static void checkTeam(Suite suite, String team) {
        if (!suite.team().equals(team)) {
            throw SuiteProblem.SUITE_INVALID
                    .because("A suite cannot change its team. Create another suite.")
                    .at("/team", "must be " + suite.team());
        }
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public SuiteView get(String name) {
        return suites.findByName(name).map(this::view).orElseThrow(SuiteCatalog::notFound);
    }

    @Transactional(readOnly = true)
    public Page<SuiteView> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<SuiteView> rows = suites.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1)).stream()
                .map(this::view)
                .toList();
        return Page.of(rows, paging, suite -> Cursor.of(suite.name()));
    }

    private SuiteView view(Suite suite) {
        return new SuiteView(
                suite.name(),
                suite.team(),
                suite.revision(),
                json.readValue(suite.document(), SuiteDocument.class),
                suite.createdAt(),
                suite.updatedAt(),
                suite.version());
    }

    private static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No suite with this name exists that you can see.");
    }
}
