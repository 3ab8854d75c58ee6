package io.plumbline.registry.trainingplan;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.promotion.DataUploaders;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The versions that runs have trained, each with the uploader of its dataset version.
@Repository
class TrainedVersions implements DataUploaders {

    private final JdbcClient jdbc;

    TrainedVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String model, int version, String team, String uploadedBy) {
        jdbc.sql("""
                        insert into trained_version (model, version, team, uploaded_by) values (?, ?, ?, ?)
                        on conflict (model, version) do update set team = excluded.team, uploaded_by = excluded.uploaded_by
                        """).params(model, version, team, uploadedBy).update();
    }

    @Override
    public List<String> of(Asset asset, int version) {
        return asset.type() == AssetType.MODEL
                ? jdbc.sql("select uploaded_by from trained_version where model = ? and version = ?")
                        .params(asset.name(), version)
                        .query((row, _) -> row.getString(1))
                        .list()
                : List.of();
    }
}
