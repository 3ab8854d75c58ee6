package io.plumbline.registry.asset;

import io.plumbline.kit.change.Changes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Counts the versions and numbers the changes of assets. Its row is the lock of an asset: whoever changes
/// anything that siblings see of one takes it first, so that changes of an asset come one after the other.
@Repository
public class AssetSequence {

    private final JdbcClient jdbc;
    private final Changes changes;

    AssetSequence(JdbcClient jdbc, Changes changes) {
        this.jdbc = jdbc;
        this.changes = changes;
    }

    void begin(Asset asset) {
        jdbc.sql("insert into asset_progress (asset_id, team, versions, change) values (?, ?, 0, ?)")
                .params(asset.id(), asset.team(), changes.next())
                .update();
    }

    /// Waits until no other transaction is changing the asset, and keeps others waiting until this one ends.
    public void lock(UUID assetId) {
        jdbc.sql("select change from asset_progress where asset_id = ? for update")
                .param(assetId)
                .query(Long.class)
                .single();
    }

    /// Says that something has changed that siblings see. The asset must be locked.
    public void changed(UUID assetId) {
        jdbc.sql("update asset_progress set change = ? where asset_id = ?")
                .params(changes.next(), assetId)
                .update();
    }

    /// Has siblings look at an asset again, in a transaction of its own.
    @Transactional
    public void touch(UUID assetId) {
        lock(assetId);
        changed(assetId);
    }

    /// The next version's number: 1, 2, 3… without a gap, since a transaction that fails gives it back.
    int nextVersion(UUID assetId) {
        lock(assetId);
        changed(assetId);
        return jdbc.sql("update asset_progress set versions = versions + 1 where asset_id = ? returning versions")
                .param(assetId)
                .query(Integer.class)
                .single();
    }

    /// Asset → how many versions it has, and so the newest one's number.
    Map<UUID, Integer> versions(List<UUID> assetIds) {
        Map<UUID, Integer> versions = new HashMap<>();
        jdbc.sql("select asset_id, versions from asset_progress where asset_id = any(?)")
                .param(assetIds.toArray(UUID[]::new))
                .query(row -> {
                    versions.put(row.getObject(1, UUID.class), row.getInt(2));
                });
        return versions;
    }
}
