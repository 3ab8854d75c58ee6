package io.plumbline.registry.asset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface AssetRepository extends Repository<Asset, UUID> {

    Asset saveAndFlush(Asset asset);

    Optional<Asset> findByTypeAndName(AssetType type, String name);

    List<Asset> findByTypeAndNameGreaterThanOrderByName(AssetType type, String name, Limit limit);

    @NativeQuery(
            "select a.* from asset a join asset_progress p on p.asset_id = a.id where p.change > :change order by a.name")
    List<Asset> changedSince(long change);
}
