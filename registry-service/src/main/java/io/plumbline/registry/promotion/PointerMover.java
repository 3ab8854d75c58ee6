package io.plumbline.registry.promotion;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditAction;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.evaluation.EvaluationLedger;
import io.plumbline.registry.promotion.Position.ByApproval;
import io.plumbline.registry.webhook.WebhookEvent;
import io.plumbline.registry.webhook.WebhookOutbox;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Moves pointers of an asset locked by the current transaction: the pointer, its history, the event, the
/// change number for siblings and the events for webhooks, atomically. A move to the current position does
/// nothing.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PointerMover {

    static final String STAGE = "stage";
    private static final int MAX_ALIASES = 50;

    private final PointerStore pointers;
    private final AssetSequence progress;
    private final EvaluationLedger evaluations;
    private final AuditTrail trail;
    private final WebhookOutbox webhooks;
    private final UuidV7 ids;
    private final Clock clock;

    PointerMover(
            PointerStore pointers,
            AssetSequence progress,
            EvaluationLedger evaluations,
            AuditTrail trail,
            WebhookOutbox webhooks,
            UuidV7 ids,
            Clock clock) {
        this.pointers = pointers;
        this.progress = progress;
        this.evaluations = evaluations;
        this.trail = trail;
        this.webhooks = webhooks;
        this.ids = ids;
        this.clock = clock;
    }

    /// Moves a version to production, and the previous one to STAGING. For a version already in production,
    /// updates the approval if one is given.
    ///
    /// @param by the approval; null if none was needed
    public void toProduction(Asset asset, int version, @Nullable String reason, @Nullable ByApproval by) {
        Optional<Integer> leaving = pointers.inProduction(asset.id());
        Position before = pointers.position(asset.id(), version);
        boolean isThere = leaving.isPresent() && leaving.get() == version;
        if (isThere && (by == null || by.id().equals(before.approvalId()))) {
            return;
        }
        leaving.filter(_ -> !isThere)
                .ifPresent(other -> pointers.place(
                        asset, other, pointers.position(asset.id(), other).to(VersionStage.STAGING)));
        pointers.place(asset, version, before.toProduction(by));
        record(
                asset,
                version,
                move(
                        PointerStore.PRODUCTION,
                        new Versions(leaving.orElse(null), version),
                        before.stage(),
                        VersionStage.PRODUCTION,
                        reason,
                        by));
    }

    /// Moves a version to STAGING or ARCHIVED. Archiving deletes the record of its production use and
    /// approvers.
    public void toStage(Asset asset, int version, VersionStage stage, @Nullable String reason) {
        Position before = pointers.position(asset.id(), version);
        if (before.stage() == stage) {
            return;
        }
        boolean leavesProduction = before.stage() == VersionStage.PRODUCTION;
        if (leavesProduction && stage == VersionStage.ARCHIVED) {
            throw PromotionProblem.VERSION_IN_PRODUCTION.because(
                    "Before you archive this version, bring another version into production or move this one to"
                            + " STAGING.");
        }
        pointers.place(
                asset, version, stage == VersionStage.ARCHIVED ? before.toArchive(clock.instant()) : before.to(stage));
        record(
                asset,
                version,
                leavesProduction
                        ? move(
                                PointerStore.PRODUCTION,
                                new Versions(version, null),
                                before.stage(),
                                stage,
                                reason,
                                null)
                        : move(STAGE, new Versions(version, version), before.stage(), stage, reason, null));
    }

    /// Points an alias other than `production` at a version.
    public void point(Asset asset, String alias, int version, @Nullable String reason) {
        var aliases = pointers.aliases(asset.id());
        Integer before = aliases.get(alias);
        if (before != null && before == version) {
            return;
        }
        if (before == null && aliases.size() >= MAX_ALIASES) {
            throw RequestProblem.CONFLICT.because(
                    "A resource may have " + MAX_ALIASES + " aliases at most. Remove one first.");
        }
        pointers.point(asset, alias, version);
        record(asset, version, move(alias, new Versions(before, version), null, null, reason, null));
    }

    /// Removes an alias other than `production`.
    public void remove(Asset asset, String alias) {
        Integer before = pointers.aliases(asset.id()).get(alias);
        if (before == null) {
            throw RequestProblem.NOT_FOUND.because("No alias has the name " + alias + ".");
        }
        pointers.remove(asset.id(), alias);
        record(asset, before, move(alias, new Versions(before, null), null, null, null, null));
    }

    /// Audit actions of stages and aliases.
    enum PointerAction implements AuditAction {
        MOVED("registry.pointer.moved", "A version moved to another stage, or an alias to another version."),
        MOVE_REFUSED(
                "registry.pointer.moveRefused",
                "A version was refused a stage because a gate or an approval is missing, or by the supply-chain policy.");

        private final String code;
        private final String meaning;

        PointerAction(String code, String meaning) {
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

    /// The previous and the new version of a pointer.
    private record Versions(
            @Nullable Integer from, @Nullable Integer to) {}

    private PointerMove move(
            String pointer,
            Versions versions,
            @Nullable VersionStage fromStage,
            @Nullable VersionStage toStage,
            @Nullable String reason,
            @Nullable ByApproval by) {
        return new PointerMove(
                ids.next(),
                pointer,
                versions.from(),
                versions.to(),
                fromStage,
                toStage,
                reason,
                by == null ? null : by.id(),
                by == null ? null : by.approvers(),
                clock.instant(),
                Author.current());
    }

    private void record(Asset asset, int version, PointerMove move) {
        pointers.append(asset, move);
        if (asset.type() == AssetType.MODEL
                && (move.fromStage() == VersionStage.ARCHIVED || move.toStage() == VersionStage.ARCHIVED)) {
            evaluations.modelChanged(asset.name() + "@" + version);
        }
        progress.changed(asset.id());
        webhooks.add(asset.team(), WebhookEvent.POINTER_MOVED, data(asset, version, move));
        trail.append(
                AuditEntry.of(PointerAction.MOVED, asset.team(), asset.type().versionNoun(), asset.name())
                        .version(version)
                        .with("pointer", move.pointer())
                        .withIfPresent("fromVersion", move.fromVersion())
                        .withIfPresent("toVersion", move.toVersion())
                        .withIfPresent("fromStage", text(move.fromStage()))
                        .withIfPresent("toStage", text(move.toStage()))
                        .withIfPresent("approvalId", text(move.approvalId()))
                        .withIfPresent("approvers", move.approvers()));
    }

    /// The move as webhooks tell it: without the reason, which is for the history.
    private static Map<String, @Nullable Object> data(Asset asset, int version, PointerMove move) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("resource", asset.type().noun());
        data.put("name", asset.name());
        data.put("version", version);
        data.put("team", asset.team());
        data.put("pointer", move.pointer());
        data.put("fromVersion", move.fromVersion());
        data.put("toVersion", move.toVersion());
        data.put("fromStage", move.fromStage());
        data.put("toStage", move.toStage());
        data.put("approvalId", move.approvalId());
        return data;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
