package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.webhook.WebhookEvent;
import io.plumbline.registry.webhook.WebhookOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The newest requested approval of each version: pending, or granted by a number of people.
@Repository
@Transactional
public class PromotionApprovals {

    private final JdbcClient jdbc;
    private final AssetSequence progress;
    private final WebhookOutbox webhooks;
    private final Clock clock;

    PromotionApprovals(JdbcClient jdbc, AssetSequence progress, WebhookOutbox webhooks, Clock clock) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /// A granted approval of a version.
    ///
    /// @param askedAt when it was requested
    /// @param approved number of approvers
    public record GrantedApproval(UUID approvalId, Instant askedAt, int approved) {

        /// Whether it satisfies the asset's current rules, is not older than they are, and was requested after the
        /// version was last archived.
        boolean covers(Asset asset, Position position) {
            Instant archivedAt = position.archivedAt();
            return approved >= asset.approvers()
                    && !isOlderThanRules(asset)
                    && (archivedAt == null || !askedAt.isBefore(archivedAt));
        }

        /// Whether the rules were loosened after it was requested.
        boolean isOlderThanRules(Asset asset) {
            return asset.loosening()
                    .filter(loosening -> askedAt.isBefore(loosening.since()))
                    .isPresent();
        }
    }

    /// A pending approval.
    record Awaited(UUID assetId, int version, UUID approvalId) {}

    /// Replaces the awaited approval of a version, and tells webhooks of a new one.
    void add(Asset asset, int version, UUID approvalId) {
        int added = jdbc.sql("""
                        insert into version_approval (asset_id, version, team, approval_id, asked_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (asset_id, version) do update
                        set approval_id = excluded.approval_id, asked_at = excluded.asked_at, approved = null
                        where version_approval.approval_id <> excluded.approval_id
                        """)
                .params(asset.id(), version, asset.team(), approvalId, now())
                .update();
        if (added > 0) {
            webhooks.add(
                    asset.team(),
                    WebhookEvent.APPROVAL_AWAITED,
                    Map.of(
                            "resource", asset.type().noun(),
                            "name", asset.name(),
                            "version", version,
                            "team", asset.team(),
                            "approvalId", approvalId));
        }
    }

    /// Takes some pending approvals, the least recently polled first, so that none starves and replicas share
    /// them.
    List<Awaited> next(int limit) {
        return jdbc.sql("""
                        update version_approval set looked_at = ? where (asset_id, version) in (
                            select asset_id, version from version_approval where approved is null
                            order by looked_at nulls first limit ? for update skip locked)
                        returning asset_id, version, approval_id
                        """)
                .params(now(), limit)
                .query(PromotionApprovals::read)
                .list();
    }

    private static Awaited read(ResultSet row, int number) throws SQLException {
        return new Awaited(
                row.getObject("asset_id", UUID.class), row.getInt("version"), row.getObject("approval_id", UUID.class));
    }

    /// Records the number of approvers and informs siblings.
    void grant(Awaited awaited, int approved) {
        progress.lock(awaited.assetId());
        int granted = jdbc.sql("update version_approval set approved = ? where approval_id = ? and approved is null")
                .params(approved, awaited.approvalId())
                .update();
        if (granted > 0) {
            progress.changed(awaited.assetId());
        }
    }

    /// Removes an approval that ended without being granted.
    void drop(Awaited awaited) {
        jdbc.sql("delete from version_approval where approval_id = ? and approved is null")
                .param(awaited.approvalId())
                .update();
    }

    /// Returns the granted approval of a version.
    @Transactional(readOnly = true)
    public Optional<GrantedApproval> granted(Asset asset, int version) {
        return jdbc.sql("""
                        select approval_id, asked_at, approved from version_approval
                        where asset_id = ? and version = ? and approved is not null
                        """)
                .params(asset.id(), version)
                .query(PromotionApprovals::readGranted)
                .optional();
    }

    /// Returns the granted approvals of the assets changed after a change number: asset → version → approval.
    @Transactional(readOnly = true)
    public Map<UUID, Map<Integer, GrantedApproval>> grantedChangedSince(long change) {
        Map<UUID, Map<Integer, GrantedApproval>> byAsset = new HashMap<>();
        jdbc.sql("""
                        select a.asset_id, a.version, a.approval_id, a.asked_at, a.approved
                        from version_approval a join asset_progress p on p.asset_id = a.asset_id
                        where p.change > ? and a.approved is not null
                        """).param(change).query(row -> {
            byAsset.computeIfAbsent(row.getObject("asset_id", UUID.class), _ -> new HashMap<>())
                    .put(row.getInt("version"), readGranted(row, 0));
        });
        return byAsset;
    }

    /// Returns the assets with versions covered by one of these approvals.
    @Transactional(readOnly = true)
    public List<UUID> assetsOf(Collection<UUID> approvals) {
        return jdbc.sql("select distinct asset_id from version_approval where approval_id = any(?)")
                .param(approvals.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private static GrantedApproval readGranted(ResultSet row, int number) throws SQLException {
        return new GrantedApproval(
                row.getObject("approval_id", UUID.class),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getInt("approved"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
