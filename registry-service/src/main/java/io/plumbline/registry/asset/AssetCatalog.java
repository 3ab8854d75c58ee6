package io.plumbline.registry.asset;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages assets. The database limits them to the caller's teams.
@Service
public class AssetCatalog {

    /// The revision of a missing asset; no asset has it.
    private static final long NO_REVISION = -1;

    private final AssetRepository assets;
    private final AssetSequence progress;
    private final EntityManager entities;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    AssetCatalog(
            AssetRepository assets,
            AssetSequence progress,
            EntityManager entities,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.assets = assets;
        this.progress = progress;
        this.entities = entities;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// The result of a PUT.
    public record Put(Asset asset, boolean created) {}

    /// Creates the asset or replaces its editable part.
    ///
    /// @param team null for the caller's only team, or the team of the asset
    /// @throws ProblemException 404 if the name belongs to a team that the caller cannot see; 409 if the asset
    ///     belongs to another team of the caller; 412 for a stale `ifMatch`
    public Put put(AssetType type, String name, @Nullable String team, AssetDraft draft, @Nullable String ifMatch) {
        return put(type, name, team, draft, ifMatch, false);
    }

    /// Returns the asset as [#put] would leave it, without storing anything.
    ///
    /// @throws ProblemException as [#put]
    public Asset preview(AssetType type, String name, @Nullable String team, AssetDraft draft) {
        return put(type, name, team, draft, null, true).asset();
    }

    /// @param undone whether to roll back after success
    private Put put(
            AssetType type,
            String name,
            @Nullable String team,
            AssetDraft draft,
            @Nullable String ifMatch,
            boolean undone) {
        try {
            return inTransaction(
                    undone,
                    () -> assets.findByTypeAndName(type, name)
                            .map(asset -> replace(asset, team, draft, ifMatch))
                            .orElseGet(() -> {
                                EntityTags.check(ifMatch, NO_REVISION);
                                return new Put(insert(type, name, team, draft), true);
                            }));
        } catch (DuplicateNameException e) {
            // Another caller was faster, if it is visible now; otherwise it is another team's.
            return inTransaction(undone, () -> replace(get(type, name), team, draft, ifMatch));
        }
    }

    private Put inTransaction(boolean undone, Supplier<Put> work) {
        return transactions.execute(transaction -> {
            if (undone) {
                transaction.setRollbackOnly();
            }
            return work.get();
        });
    }

    private Put replace(Asset asset, @Nullable String team, AssetDraft draft, @Nullable String ifMatch) {
        checkTeam(asset, team);
        EntityTags.check(ifMatch, asset.revision());
        progress.lock(asset.id());
        AssetDraft before = asset.draft();
        JsonNode was = document(asset);
        if (asset.revise(draft, clock.instant())) {
            assets.saveAndFlush(asset);
            progress.changed(asset.id());
            // Whoever loosens the rules of promotion is seen to do so.
            trail.append(entry(AssetAction.changed(asset.type()), asset, was)
                    .with("previousRiskTier", before.riskTier().name())
                    .with("previousRequiredSuites", before.requiredSuites()));
        }
        return new Put(asset, false);
    }

    /// Returns the asset, created with default rules if missing.
    ///
    /// @throws ProblemException 409 if the name is taken
    @Transactional
    public Asset findOrCreate(AssetType type, String name, @Nullable String team) {
        Optional<Asset> present = assets.findByTypeAndName(type, name);
        present.ifPresent(asset -> checkTeam(asset, team));
        try {
            return present.orElseGet(() -> insert(type, name, team, AssetDraft.DEFAULT));
        } catch (DuplicateNameException e) {
            throw taken();
        }
    }

    /// Creates the asset.
    ///
    /// @param team null for the caller's only team
    /// @throws ProblemException 409 if the name is taken
    @Transactional
    public Asset create(AssetType type, String name, @Nullable String team, AssetDraft draft) {
        if (assets.findByTypeAndName(type, name).isPresent()) {
            throw taken();
        }
        try {
            return insert(type, name, team, draft);
        } catch (DuplicateNameException e) {
            throw taken();
        }
    }

    private static ProblemException taken() {
        return RequestProblem.CONFLICT.because("This name is taken in this installation. Choose another.");
    }

    private static void checkTeam(Asset asset, @Nullable String team) {
        if (team != null && !team.equals(asset.team())) {
            throw RequestProblem.CONFLICT.because("It belongs to another of your teams and cannot change its team.");
        }
    }

    private Asset insert(AssetType type, String name, @Nullable String named, AssetDraft draft) {
        String team = Callers.current().teamFor(type.write(), named);
        Asset asset;
        try {
            asset = assets.saveAndFlush(new Asset(ids.next(), type, team, name, draft, clock.instant()));
        } catch (DataIntegrityViolationException e) {
            throw DuplicateNameException.isCauseOf(e, "asset_name") ? new DuplicateNameException() : e;
        }
        progress.begin(asset);
        trail.append(entry(AssetAction.registered(asset.type()), asset, null));
        return asset;
    }

    /// @param before the previous document; null for none
    private static AuditEntry entry(AssetAction action, Asset asset, @Nullable JsonNode before) {
        String noun = asset.type().noun();
        AuditEntry entry = AuditEntry.of(action, asset.team(), noun, asset.name())
                .with("riskTier", asset.riskTier().name())
                .with("requiredSuites", asset.requiredSuites());
        return DocumentChanges.tell(entry, before, document(asset));
    }

    /// Returns the complete description of an asset.
    ///
    /// @throws ProblemException 400 if it has no canonical form
    private static JsonNode document(Asset asset) {
        Map<String, Object> members = Map.of(
                "team", asset.team(),
                "description", asset.description(),
                "riskTier", asset.riskTier().name(),
                "requiredSuites", asset.requiredSuites(),
                "tags", asset.tags());
        return JsonMapper.shared().readTree(VersionDocument.of(members).json());
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Asset get(AssetType type, String name) {
        return assets.findByTypeAndName(type, name).orElseThrow(() -> missing(type));
    }

    /// Returns the asset if the caller can see it.
    @Transactional(readOnly = true)
    public Optional<Asset> find(AssetType type, String name) {
        return assets.findByTypeAndName(type, name);
    }

    /// Returns the current asset and locks it with its versions and pointers until the transaction ends.
    ///
    /// @throws ProblemException 404
    @Transactional(propagation = Propagation.MANDATORY)
    public Asset lock(AssetType type, String name) {
        Asset asset = get(type, name);
        progress.lock(asset.id());
        entities.refresh(asset);
        return asset;
    }

    /// Returns a page ordered by name.
    @Transactional(readOnly = true)
    public Page<Asset> page(AssetType type, Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<Asset> rows = assets.findByTypeAndNameGreaterThanOrderByName(type, after, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, asset -> Cursor.of(asset.name()));
    }

    /// Returns the assets changed after a change number; all assets for 0.
    @Transactional(readOnly = true)
    public List<Asset> changedSince(long change) {
        return assets.changedSince(change);
    }

    /// Returns the assets that require a suite, required it before their rules were loosened, or have gates of
    /// it.
    @Transactional(readOnly = true)
    public List<Asset> restingOn(String suite) {
        return assets.restingOn(suite);
    }

    private static ProblemException missing(AssetType type) {
        return RequestProblem.NOT_FOUND.because("No " + type.noun() + " with this name exists that you can access.");
    }
}
