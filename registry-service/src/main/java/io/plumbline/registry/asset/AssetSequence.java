package io.plumbline.registry.asset;

import io.plumbline.kit.change.Changes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Counts the versions and numbers the changes of assets. Its row is the lock of an asset: every change that
/// siblings see locks it first, so changes of an asset are sequential.
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

    /// Waits until no other transaction is changing the asset, and blocks others until this one ends.
    public void lock(UUID assetId) {
        jdbc.sql("select change from asset_progress where asset_id = ? for update")
                .param(assetId)
                .query(Long.class)
                .single();
    }

    /// Records a change that siblings see. The asset must be locked.
    public void changed(UUID assetId) {
        jdbc.sql("update asset_progress set change = ? where asset_id = ?")
                .params(changes.next(), assetId)
                .update();
    }

    /// Makes siblings reload an asset, in a separate transaction.
    @Transactional
    public void touch(UUID assetId) {
        lock(assetId);
        changed(assetId);
    }

    /// Makes siblings reload every model. Locks the models in the order of their ids, as every caller of
    /// several does.
    public void touchModels() {
        jdbc.sql("""
                        select p.asset_id from asset_progress p join asset a on a.id = p.asset_id
                        where a.type = 'MODEL' order by p.asset_id for update of p
                        """).query(UUID.class).list();
        jdbc.sql("update asset_progress set change = ? where asset_id in (select id from asset where type = 'MODEL')")
                .param(changes.next())
                .update();
    }

    /// Returns the next version number: 1, 2, 3… without gaps, because a failed transaction releases its
    /// number.
    int nextVersion(UUID assetId) {
        lock(assetId);
        changed(assetId);
        return jdbc.sql("update asset_progress set versions = versions + 1 where asset_id = ? returning versions")
                .param(assetId)
                .query(Integer.class)
                .single();
    }

    /// Returns asset → number of versions, which is also the newest version number.
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
