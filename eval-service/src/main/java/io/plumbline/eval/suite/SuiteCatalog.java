package io.plumbline.eval.suite;

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
import tools.jackson.databind.json.JsonMapper;

/// The suites.
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

    /// A suite that was stored, and whether it is new.
    record Stored(SuiteView suite, boolean created) {}

    /// Makes or replaces a suite with a document that [SuiteCheck] has let pass. The document that is there already
    /// makes no revision.
    ///
    /// @throws ProblemException 400 when the suite would change its team; 404 when the name is another team's; 412
    ///     when it has changed
    @Transactional
    public Stored store(String name, String team, SuiteDocument document, @Nullable String ifMatch) {
        Suite suite = suites.findByName(name).orElse(null);
        boolean created = suite == null;
        if (suite == null) {
            suite = new Suite(name, team, clock.instant());
        } else {
            EntityTags.check(ifMatch, suite.version());
            checkTeam(suite, team);
        }
        SuiteDocument given = document.ofTeam(team);
        if (!created && given.equals(json.readValue(suite.document(), SuiteDocument.class))) {
            return new Stored(view(suite), false);
        }
        suite.revise(json.writeValueAsString(given), clock.instant());
        suite.changed(changes.next());
        try {
            suite = suites.saveAndFlush(suite);
        } catch (DataIntegrityViolationException e) {
            throw notFound();
        }
        trail.append(AuditEntry.of(SuiteAction.STORED, team, "suite", name)
                .version(suite.revision())
                .with("dataset", document.dataset()));
        return new Stored(view(suite), created);
    }

    /// What [#store] would change. Nothing is stored.
    ///
    /// @throws ProblemException 400 when the suite would change its team; 404 when the name is another team's
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
                    .because("A suite stays with its team; make another one.")
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
        return RequestProblem.NOT_FOUND.because("There is no suite of that name that you can see.");
    }
}
