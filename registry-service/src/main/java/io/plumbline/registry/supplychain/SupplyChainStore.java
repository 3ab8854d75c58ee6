package io.plumbline.registry.supplychain;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The tables of the policy, which has one row, and of verified signatures, whose rows never change.
@Repository
class SupplyChainStore {

    private static final String COLUMNS =
            "id, signer, signer_digest, method, subject, issuer, signed_at, manifest_digest, verified_at, verified_by_type,"
                    + " verified_by_id";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    SupplyChainStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// A version of an asset.
    record Version(UUID assetId, int number) {}

    /// @param revision counts the stored policies; 0 for the default one
    record StoredPolicy(SupplyChainPolicy policy, long revision) {}

    StoredPolicy policy() {
        return jdbc.sql("select document, revision from supply_chain_policy")
                .query((row, _) ->
                        new StoredPolicy(json.readValue(row.getString(1), SupplyChainPolicy.class), row.getLong(2)))
                .optional()
                .orElse(new StoredPolicy(SupplyChainPolicy.DEFAULT, 0));
    }

    /// Blocks other changes of the policy until the transaction ends.
    void lockPolicy() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('supply_chain_policy', 0))")
                .query(row -> {});
    }

    void putPolicy(SupplyChainPolicy policy, long revision) {
        jdbc.sql("""
                        insert into supply_chain_policy (id, document, revision, updated_at) values (1, ?::jsonb, ?, ?)
                        on conflict (id) do update
                        set document = excluded.document, revision = excluded.revision, updated_at = excluded.updated_at
                        """)
                .params(
                        json.writeValueAsString(policy),
                        revision,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Newest first.
    List<VerifiedSignature> of(UUID assetId, int version) {
        return jdbc.sql("select " + COLUMNS
                        + " from model_signature where asset_id = ? and version = ? order by id desc")
                .params(assetId, version)
                .query(SupplyChainStore::read)
                .list();
    }

    Optional<VerifiedSignature> ofBundle(UUID assetId, int version, String bundleDigest) {
        return jdbc.sql("select " + COLUMNS
                        + " from model_signature where asset_id = ? and version = ? and bundle_digest = ?")
                .params(assetId, version, bundleDigest)
                .query(SupplyChainStore::read)
                .optional();
    }

    /// Returns the signatures of the assets changed after a change number.
    Map<Version, List<VerifiedSignature>> changedSince(long change) {
        Map<Version, List<VerifiedSignature>> signatures = new HashMap<>();
        jdbc.sql("select s.asset_id, s.version, s." + COLUMNS.replace(", ", ", s.")
                        + " from model_signature s join asset_progress p on p.asset_id = s.asset_id where p.change > ?")
                .param(change)
                .query(row -> {
                    signatures
                            .computeIfAbsent(
                                    new Version(row.getObject("asset_id", UUID.class), row.getInt("version")),
                                    _ -> new ArrayList<>())
                            .add(read(row, 0));
                });
        return signatures;
    }

    /// Returns the dataset versions that versions of assets changed after a change number were trained with.
    List<String> trainingDataChangedSince(long change) {
        return jdbc.sql("""
                        select distinct jsonb_array_elements_text(v.document -> 'trainingData') as dataset
                        from asset_version v join asset_progress p on p.asset_id = v.asset_id
                        where p.change > ? and jsonb_typeof(v.document -> 'trainingData') = 'array'
                        """)
                .param(change)
                .query((row, _) -> row.getString("dataset"))
                .list();
    }

    void append(Asset model, int version, VerifiedSignature signature, String bundle, String bundleDigest) {
        Instant signedAt = signature.signedAt();
        jdbc.sql("""
                        insert into model_signature (id, asset_id, version, team, signer, signer_digest, method, subject,
                            issuer, signed_at, manifest_digest, bundle, bundle_digest, verified_at, verified_by_type, verified_by_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                        """)
                .param(signature.id())
                .param(model.id())
                .param(version)
                .param(model.team())
                .param(signature.signer())
                .param(signature.signerDigest())
                .param(signature.method())
                .param(signature.subject())
                .param(signature.issuer())
                .param(signedAt == null ? null : signedAt.atOffset(ZoneOffset.UTC))
                .param(signature.manifestDigest())
                .param(bundle)
                .param(bundleDigest)
                .param(signature.verifiedAt().atOffset(ZoneOffset.UTC))
                .param(signature.verifiedBy().type().name())
                .param(signature.verifiedBy().id())
                .update();
    }

    private static VerifiedSignature read(ResultSet row, int number) throws SQLException {
        OffsetDateTime signedAt = row.getObject("signed_at", OffsetDateTime.class);
        return new VerifiedSignature(
                row.getObject("id", UUID.class),
                row.getString("signer"),
                row.getString("signer_digest"),
                row.getString("method"),
                row.getString("subject"),
                row.getString("issuer"),
                signedAt == null ? null : signedAt.toInstant(),
                row.getString("manifest_digest"),
                row.getObject("verified_at", OffsetDateTime.class).toInstant(),
                Author.of(row.getString("verified_by_type"), row.getString("verified_by_id")));
    }
}
