package io.plumbline.registry.asset;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Stores the versions of assets, numbered 1, 2, 3… without gaps. A version is immutable.
@Service
public class AssetVersions {

    private final AssetVersionRepository versions;
    private final AssetSequence progress;
    private final UuidV7 ids;
    private final Clock clock;

    AssetVersions(AssetVersionRepository versions, AssetSequence progress, UuidV7 ids, Clock clock) {
        this.versions = versions;
        this.progress = progress;
        this.ids = ids;
        this.clock = clock;
    }

    /// Registers the next version. The caller appends the event.
    @Transactional(propagation = Propagation.MANDATORY)
    public AssetVersion register(Asset asset, VersionDocument document) {
        return register(asset, document, Author.current());
    }

    /// Registers the next version for an author. The caller appends the event.
    @Transactional(propagation = Propagation.MANDATORY)
    public AssetVersion register(Asset asset, VersionDocument document, Author author) {
        int number = progress.nextVersion(asset.id());
        return versions.saveAndFlush(new AssetVersion(ids.next(), asset, number, document, author, clock.instant()));
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public AssetVersion get(Asset asset, int number) {
        return versions.findByAssetIdAndNumber(asset.id(), number)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                        "No version " + number + " of this " + asset.type().noun() + " exists."));
    }

    /// Whether the version exists.
    @Transactional(readOnly = true)
    public boolean has(Asset asset, int number) {
        return versions.findByAssetIdAndNumber(asset.id(), number).isPresent();
    }

    /// Newest first.
    @Transactional(readOnly = true)
    public Page<AssetVersion> page(Asset asset, Paging paging) {
        int before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(Integer.MAX_VALUE);
        List<AssetVersion> rows = versions.findByAssetIdAndNumberLessThanOrderByNumberDesc(
                asset.id(), before, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, version -> Cursor.of(version.number()));
    }

    /// Returns asset → number of its newest version; 0 without versions.
    @Transactional(readOnly = true)
    public Map<UUID, Integer> newest(List<Asset> assets) {
        return progress.versions(assets.stream().map(Asset::id).toList());
    }

    /// Returns all versions of the assets changed after a change number, oldest first.
    @Transactional(readOnly = true)
    public List<AssetVersion> changedSince(long change) {
        return versions.ofAssetsChangedSince(change);
    }
}
