package io.plumbline.registry.evaluation;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditAction;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.asset.VersionDocument;
import io.plumbline.registry.evaluation.Evaluation.SuiteRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stores results with the evaluated versions. A gate counts only if eval-service stored it with its own token,
/// which governance-service issues to nobody else. An API key never acts as a service, whatever its role.
@Service
public class EvaluationLedger {

    private static final String GATE = "GATE";
    /// Kinds that only eval-service may write.
    private static final Set<String> RESERVED = Set.of(GATE, "RED_TEAM", "PANEL");
    /// The kind of such results from other clients.
    private static final String REPORTED = "REPORTED";
    private static final String EVAL_SERVICE = "eval-service";
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int MAX_DOCUMENT = 65_536;
    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final AssetSequence progress;
    private final EvaluationStore store;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    EvaluationLedger(
            AssetCatalog assets,
            AssetVersions versions,
            AssetSequence progress,
            EvaluationStore store,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock) {
        this.assets = assets;
        this.versions = versions;
        this.progress = progress;
        this.store = store;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /// Audit actions of evaluations.
    enum EvaluationAction implements AuditAction {
        RECORDED("registry.evaluation.recorded", "An evaluation result was recorded for a version.");

        private final String code;
        private final String meaning;

        EvaluationAction(String code, String meaning) {
            this.code = code;
            this.meaning = meaning;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }

    /// A stored result, and whether it is new.
    record Recorded(Evaluation evaluation, boolean isNew) {}

    /// Records a result. If the caller has already recorded a result of the run, returns that one.
    ///
    /// @throws ProblemException 404 if the version does not exist, 400 for an impossible finishing time
    @Transactional
    public Recorded record(AssetType type, String name, int version, EvaluationRequest request) {
        Asset asset = assets.get(type, name);
        versions.get(asset, version);
        checkTime(request.finishedAt());
        Author author = Author.current();
        Optional<VersionDocument> served = served(request.servedConfiguration());
        Evaluation evaluation = evaluationOf(request, served, author);
        progress.lock(asset.id());
        if (!store.append(
                asset, version, evaluation, served.map(VersionDocument::json).orElse(null))) {
            return new Recorded(store.ofRun(asset.id(), version, request.runId(), author), false);
        }
        if (evaluation.counts()) {
            progress.changed(asset.id());
        }
        AuditEntry entry = AuditEntry.of(EvaluationAction.RECORDED, asset.team(), type.versionNoun(), name)
                .version(version)
                .with("kind", evaluation.kind())
                .with("counts", evaluation.counts())
                .with("suite", evaluation.run().suite())
                .with("verdict", evaluation.verdict().name())
                .with("runId", evaluation.run().runId().toString())
                .withIfPresent("suiteRevision", evaluation.run().suiteRevision())
                .withIfPresent("model", evaluation.run().model());
        trail.append(entry.withIfPresent("servedConfiguration", evaluation.servedConfiguration()));
        return new Recorded(evaluation, true);
    }

    /// Returns the evaluated configuration in canonical form.
    private Optional<VersionDocument> served(@Nullable JsonNode document) {
        if (document == null || document.isNull()) {
            return Optional.empty();
        }
        if (!document.isObject() || document.toString().length() > MAX_DOCUMENT) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The request is invalid. errors lists each field.")
                    .at("/servedConfiguration", "must be an object of at most " + MAX_DOCUMENT + " characters");
        }
        return Optional.of(VersionDocument.of(JsonMapper.shared().convertValue(document, MEMBERS)));
    }

    private Evaluation evaluationOf(EvaluationRequest request, Optional<VersionDocument> served, Author author) {
        boolean byEvalService =
                author.type() == Caller.ActorType.SERVICE && author.id().equals(EVAL_SERVICE);
        boolean gate = byEvalService && request.kind().equals(GATE);
        return new Evaluation(
                ids.next(),
                RESERVED.contains(request.kind()) && !byEvalService ? REPORTED : request.kind(),
                gate,
                new SuiteRun(
                        request.runId(), request.suite(), request.suiteRevision(), request.model(), request.commit()),
                request.verdict(),
                request.finishedAt(),
                request.checks() == null ? List.of() : request.checks(),
                clock.instant(),
                author,
                served.map(VersionDocument::digest).orElse(null));
    }

    private void checkTime(Instant finishedAt) {
        if (finishedAt.isBefore(EARLIEST) || finishedAt.isAfter(clock.instant().plus(SKEW))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The request is invalid. errors lists each field.")
                    .at("/finishedAt", "must be a time in the past");
        }
    }

    /// Returns the results of a version, newest first.
    @Transactional(readOnly = true)
    Page<Evaluation> page(AssetType type, String name, int version, Paging paging) {
        Asset asset = assets.get(type, name);
        versions.get(asset, version);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<Evaluation> rows = store.before(asset.id(), version, before, paging.size() + 1);
        return Page.of(rows, paging, evaluation -> Cursor.of(evaluation.id()));
    }

    /// Returns the newest result of each kind and suite of a version, in the order of the suites' names; at most
    /// 200.
    @Transactional(readOnly = true)
    public List<Evaluation> newest(Asset asset, int version) {
        return store.newest(asset.id(), version);
    }

    /// Makes siblings reload the prompts with gates on a model version, after it was archived or restored.
    ///
    /// @param model as `name@version`
    @Transactional
    public void modelChanged(String model) {
        List<UUID> prompts = store.assetsWithGatesOn(model);
        prompts.forEach(progress::lock);
        prompts.forEach(progress::changed);
    }
}
