package io.plumbline.eval.judge;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages judges.
@Service
public class JudgeCatalog {

    private final JudgeStore judges;
    private final RubricCatalog rubrics;
    private final AuditTrail trail;
    private final JsonMapper json;

    JudgeCatalog(JdbcClient jdbc, RubricCatalog rubrics, AuditTrail trail, JsonMapper json, Clock clock) {
        this.judges = new JudgeStore(jdbc, json, clock);
        this.rubrics = rubrics;
        this.trail = trail;
        this.json = json;
    }

    /// A stored judge, and whether it is new.
    record Stored(Judge judge, boolean created) {}

    /// Creates or replaces a judge with a document accepted by [JudgeCheck].
    ///
    /// @throws ProblemException 400 if the judge would change its team; 404 if the name belongs to another team;
    ///     412 if it has changed
    @Transactional
    public Stored store(String name, String team, JudgeDocument document, Rubric rubric, @Nullable String ifMatch) {
        JudgeDocument given = document.ofTeam(team);
        String digest = digest(given, rubric.digest());
        Judge before = judges.hold(name).orElse(null);
        if (before == null) {
            if (!judges.insert(name, team, given, rubric.digest(), digest)) {
                throw notFound();
            }
        } else {
            EntityTags.check(ifMatch, before.revision());
            checkTeam(before, team);
            if (before.document().equals(given)) {
                return new Stored(before, false);
            }
            judges.replace(name, given, rubric.digest(), digest);
        }
        Judge stored = judges.find(name).orElseThrow();
        trail.append(AuditEntry.of(JudgeAction.STORED, team, "judge", name)
                .version(stored.revision())
                .with("rubric", document.rubric())
                .with("model", document.model())
                .with("digest", digest));
        return new Stored(stored, before == null);
    }

    /// Previews the changes of [#store]. Stores nothing.
    ///
    /// @throws ProblemException 400 if the judge would change its team
    @Transactional(readOnly = true)
    public DocumentDiff diff(String name, String team, JudgeDocument document) {
        Judge before = judges.find(name).orElse(null);
        if (before == null) {
            return DocumentDiff.of(0, null, tree(document.ofTeam(team)));
        }
        checkTeam(before, team);
        return DocumentDiff.of(before.revision(), tree(before.document()), tree(document.ofTeam(team)));
    }

    private JsonNode tree(JudgeDocument document) {
        return json.readTree(json.writeValueAsString(document));
    }

    private static void checkTeam(Judge judge, String team) {
        if (!judge.team().equals(team)) {
            throw JudgeProblem.JUDGE_INVALID
                    .because("A judge cannot change its team. Create another judge.")
                    .at("/team", "must be " + judge.team());
        }
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Judge get(String name) {
        return judges.find(name).orElseThrow(JudgeCatalog::notFound);
    }

    @Transactional(readOnly = true)
    public Page<Judge> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        return Page.of(judges.list(after, paging.size() + 1), paging, judge -> Cursor.of(judge.name()));
    }

    /// Returns the judges with any version of a rubric, by name.
    @Transactional(readOnly = true)
    public List<Judge> byRubric(String rubric, int most) {
        return judges.byRubric(rubric, most);
    }

    /// Returns the settings of the judge's calls.
    @Transactional(readOnly = true)
    public JudgeSetting setting(Judge judge) {
        JudgeDocument document = judge.document();
        Rubric rubric = rubrics.forTeam(judge.team(), document.rubric()).orElseThrow();
        return new JudgeSetting(
                judge.name(),
                judge.digest(),
                rubric.document(),
                document.model(),
                document.samplesOrOne(),
                document.temperatureOrDefault(),
                document.seedOrZero());
    }

    /// Returns the settings of an unstored judge's calls; empty if its rubric does not exist.
    @Transactional(readOnly = true)
    public Optional<JudgeSetting> setting(String team, JudgeDocument document) {
        return rubrics.forTeam(team, document.rubric())
                .map(rubric -> new JudgeSetting(
                        document.rubric(),
                        digest(document, rubric.digest()),
                        rubric.document(),
                        document.model(),
                        document.samplesOrOne(),
                        document.temperatureOrDefault(),
                        document.seedOrZero()));
    }

    /// Records the use of a judge.
    @Transactional
    public void noteUse(Judge judge, String act, int items, int errors, int calls) {
        trail.append(AuditEntry.of(JudgeAction.ASKED, judge.team(), "judge", judge.name())
                .version(judge.revision())
                .with("act", act)
                .with("items", items)
                .with("errors", errors)
                .with("calls", calls));
    }

    private static String digest(JudgeDocument document, String rubricDigest) {
        return "sha256:"
                + Digests.hex(CanonicalJson.bytes(Map.of(
                        "rubric", rubricDigest,
                        "prompt", JudgeSetting.PROMPT_EDITION,
                        "model", document.model(),
                        "samples", document.samplesOrOne(),
                        "temperature", document.temperatureOrDefault(),
                        "seed", document.seedOrZero())));
    }

    private static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No judge with this name exists that you can access.");
    }
}
