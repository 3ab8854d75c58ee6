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

    @NativeQuery("""
            select a.* from asset a
            where a.required_suites @> to_jsonb(cast(:suite as text))
                or a.loosening -> 'droppedSuites' @> to_jsonb(cast(:suite as text))
                or a.id in (select e.asset_id from evaluation e where e.gate and e.suite = :suite)
            order by a.type, a.name
            """)
    List<Asset> restingOn(String suite);

    @NativeQuery(
            "select a.* from asset a join asset_progress p on p.asset_id = a.id where p.change > :change order by a.name")
    List<Asset> changedSince(long change);
}
