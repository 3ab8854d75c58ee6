package io.plumbline.registry.asset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface AssetVersionRepository extends Repository<AssetVersion, UUID> {

    AssetVersion saveAndFlush(AssetVersion version);

    Optional<AssetVersion> findByAssetIdAndNumber(UUID assetId, int number);

    /// Newest first.
    List<AssetVersion> findByAssetIdAndNumberLessThanOrderByNumberDesc(UUID assetId, int number, Limit limit);

    @NativeQuery("""
            select v.* from asset_version v join asset_progress p on p.asset_id = v.asset_id
            where p.change > :change order by v.number
            """)
    List<AssetVersion> ofAssetsChangedSince(long change);
}
