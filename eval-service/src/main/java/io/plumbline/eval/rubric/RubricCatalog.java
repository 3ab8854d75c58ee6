package io.plumbline.eval.rubric;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages rubrics: those of teams, and the built-in ones.
@Service
public class RubricCatalog {

    private static final Pattern REFERENCE = Pattern.compile("([^@]+)@([1-9][0-9]{0,8})");

    private final BuiltInRubrics builtIn;
    private final RubricStore rubrics;
    private final AuditTrail trail;
    private final JsonMapper json;

    RubricCatalog(JdbcClient jdbc, AuditTrail trail, JsonMapper json, Clock clock) {
        this.builtIn = new BuiltInRubrics(json);
        this.rubrics = new RubricStore(jdbc, json, clock);
        this.trail = trail;
        this.json = json;
    }

    /// A stored rubric.
    ///
    /// @param created whether this version is new
    record Stored(Rubric rubric, boolean created) {}

    /// Adds a version to a rubric, or creates the rubric. A document equal to the newest version adds none.
    ///
    /// @throws ProblemException 400 for an unusable document; 404 if the name belongs to another team; 409 if it
    ///     is built-in
    @Transactional
    public Stored store(String name, String team, RubricDocument document) {
        check(name, document);
        RubricDocument given = document.ofTeam(team);
        String digest = RubricDigest.of(given);
        String owner = rubrics.hold(name, team).orElseThrow(RubricCatalog::notFound);
        checkOwner(owner, team);
        Rubric before = rubrics.newest(name).orElse(null);
        if (before != null && before.digest().equals(digest)) {
            return new Stored(before, false);
        }
        int version = before == null ? 1 : before.version() + 1;
        Rubric stored = rubrics.add(name, team, version, digest, given);
        trail.append(AuditEntry.of(RubricAction.VERSION_STORED, team, "rubric", name)
                .version(version)
                .with("digest", digest));
        return new Stored(stored, true);
    }

    /// Previews the changes of [#store]. Stores nothing: the name is reserved, which alone reveals whether it
    /// belongs to another team, and released.
    ///
    /// @throws ProblemException as [#store]
    @Transactional
    public DocumentDiff diff(String name, String team, RubricDocument document) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        check(name, document);
        checkOwner(rubrics.hold(name, team).orElseThrow(RubricCatalog::notFound), team);
        return rubrics.newest(name)
                .map(before -> DocumentDiff.of(
                        before.version(), tree(before.document().ofTeam(team)), tree(document.ofTeam(team))))
                .orElseGet(() -> DocumentDiff.of(0, null, tree(document.ofTeam(team))));
    }

    private JsonNode tree(RubricDocument document) {
        return json.readTree(json.writeValueAsString(document));
    }

    private void check(String name, RubricDocument document) {
        RubricCheck.check(document);
        if (builtIn.find(name).isPresent()) {
            throw RubricProblem.RUBRIC_BUILT_IN.because("Create a rubric with another name from its document.");
        }
    }

    private static void checkOwner(String owner, String team) {
        if (!owner.equals(team)) {
            throw RubricProblem.RUBRIC_INVALID
                    .because("A rubric cannot change its team. Create another rubric.")
                    .at("/team", "must be " + owner);
        }
    }

    /// The newest version.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Rubric newest(String name) {
        return builtIn.find(name).or(() -> rubrics.newest(name)).orElseThrow(RubricCatalog::notFound);
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Rubric version(String name, int version) {
        return find(name, version).orElseThrow(RubricCatalog::notFound);
    }

    /// Returns a version that a team may use: its own, or a built-in one.
    ///
    /// @param reference `name@version`
    @Transactional(readOnly = true)
    public Optional<Rubric> forTeam(String team, String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        return parts.matches()
                ? find(parts.group(1), Integer.parseInt(parts.group(2)))
                        .filter(rubric -> rubric.team() == null || rubric.team().equals(team))
                : Optional.empty();
    }

    /// Lists the newest version of each, by name.
    @Transactional(readOnly = true)
    public Page<Rubric> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<Rubric> found = new ArrayList<>(builtIn.after(after));
        found.addAll(rubrics.newest(after, paging.size() + 1));
        found.sort(Comparator.comparing(Rubric::name));
        List<Rubric> rows = found.subList(0, Math.min(found.size(), paging.size() + 1));
        return Page.of(rows, paging, rubric -> Cursor.of(rubric.name()));
    }

    /// Lists the versions of one, newest first.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Page<Rubric> versions(String name, Paging paging) {
        Rubric newest = newest(name);
        int before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(Integer.MAX_VALUE);
        List<Rubric> rows = newest.team() == null ? List.of(newest) : rubrics.versions(name, before, paging.size() + 1);
        return Page.of(rows, paging, rubric -> Cursor.of(rubric.version()));
    }

    private Optional<Rubric> find(String name, int version) {
        return builtIn.find(name).filter(rubric -> rubric.version() == version).or(() -> rubrics.find(name, version));
    }

    private static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No rubric with this name and version exists that you can access.");
    }
}
