package io.plumbline.registry.promotion;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.promotion.PointerStore.StoredPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Reads current and previous positions of pointers.
@Service
@Transactional(readOnly = true)
public class Pointers {

    private final AssetCatalog assets;
    private final PointerStore store;

    Pointers(AssetCatalog assets, PointerStore store) {
        this.assets = assets;
        this.store = store;
    }

    /// The pointers of one asset.
    ///
    /// @param positions version → position, without versions in their initial position
    /// @param aliases alias → version, including `production`
    public record Snapshot(Map<Integer, Position> positions, Map<String, Integer> aliases) {

        public static final Snapshot NONE = new Snapshot(Map.of(), Map.of());

        public Position position(int version) {
            return positions.getOrDefault(version, Position.INITIAL);
        }
    }

    /// The position of a version after a move.
    ///
    /// @param aliases alias → version for all aliases of the asset, including `production`
    record PointersResponse(String name, int version, VersionStage stage, Map<String, Integer> aliases) {}

    /// Returns the version of an alias.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404
    public int resolve(Asset asset, String alias) {
        Integer version = store.aliases(asset.id()).get(alias);
        if (version == null) {
            throw RequestProblem.NOT_FOUND.because("No alias has the name " + alias + ".");
        }
        return version;
    }

    public Position position(Asset asset, int version) {
        return store.position(asset.id(), version);
    }

    /// Returns the versions that are in production or may return to it at once ([Position#isReturning]): the
    /// production version first, then the newest.
    public List<Integer> returning(Asset asset) {
        return store.wereInProduction(asset.id()).stream()
                .filter(stored -> stored.position().isReturning())
                .map(StoredPosition::version)
                .toList();
    }

    /// Returns version → position. Versions in their initial position are omitted.
    public Map<Integer, Position> positions(Asset asset, List<AssetVersion> versions) {
        Map<Integer, Position> positions = new HashMap<>();
        store.positions(asset.id(), versions.stream().map(AssetVersion::number).toList())
                .forEach(stored -> positions.put(stored.version(), stored.position()));
        return positions;
    }

    /// Returns the position of a version and the aliases of its asset.
    PointersResponse describe(Promotion.Target target) {
        Asset asset = assets.get(target.type(), target.name());
        return new PointersResponse(
                target.name(),
                target.version(),
                store.position(asset.id(), target.version()).stage(),
                store.aliases(asset.id()));
    }

    /// Returns when a version entered production, newest first; at most 100 times.
    public List<ProductionEntry> entries(Asset asset, int version) {
        return store.entries(asset.id(), version);
    }

    /// Returns the moves of an asset's pointers, newest first.
    Page<PointerMove> history(AssetType type, String name, Paging paging) {
        Asset asset = assets.get(type, name);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<PointerMove> rows = store.movesBefore(asset.id(), before, paging.size() + 1);
        return Page.of(rows, paging, move -> Cursor.of(move.id()));
    }

    /// Returns the pointers of the assets changed after a change number. Assets without pointers are omitted.
    public Map<UUID, Snapshot> changedSince(long change) {
        Map<UUID, Snapshot> byAsset = new HashMap<>();
        store.positionsChangedSince(change).forEach(stored -> {
            Snapshot snapshot = byAsset.computeIfAbsent(stored.assetId(), _ -> empty());
            snapshot.positions().put(stored.version(), stored.position());
            if (stored.position().stage() == VersionStage.PRODUCTION) {
                snapshot.aliases().put(PointerStore.PRODUCTION, stored.version());
            }
        });
        store.aliasesChangedSince(change)
                .forEach(alias -> byAsset.computeIfAbsent(alias.assetId(), _ -> empty())
                        .aliases()
                        .put(alias.name(), alias.version()));
        return byAsset;
    }

    private static Snapshot empty() {
        return new Snapshot(new HashMap<>(), new TreeMap<>());
    }
}
