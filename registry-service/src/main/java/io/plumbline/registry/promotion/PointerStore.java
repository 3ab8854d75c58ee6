package io.plumbline.registry.promotion;

import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of stages, aliases and their moves. The alias `production` is the version in stage PRODUCTION and
/// is not stored separately; an index permits only one.
@Repository
class PointerStore {

    static final String PRODUCTION = "production";

    private static final String POSITIONS = """
            select s.asset_id, s.version, s.stage, s.was_in_production, s.approval_id, s.approvers, s.archived_at
            from version_stage s
            """;

    private final JdbcClient jdbc;

    PointerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The position of a version, unless it is the initial one.
    record StoredPosition(UUID assetId, int version, Position position) {}

    /// An alias other than `production`.
    record StoredAlias(UUID assetId, String name, int version) {}

    Position position(UUID assetId, int version) {
        return positions(assetId, List.of(version)).stream()
                .map(StoredPosition::position)
                .findFirst()
                .orElse(Position.INITIAL);
    }

    List<StoredPosition> positions(UUID assetId, List<Integer> versions) {
        return jdbc.sql(POSITIONS + "where s.asset_id = ? and s.version = any(?)")
                .params(assetId, versions.toArray(Integer[]::new))
                .query(PointerStore::readPosition)
                .list();
    }

    Optional<Integer> inProduction(UUID assetId) {
        return jdbc.sql("select version from version_stage where asset_id = ? and stage = 'PRODUCTION'")
                .param(assetId)
                .query(Integer.class)
                .optional();
    }

    /// Returns the version in production first, then the newest.
    List<StoredPosition> wereInProduction(UUID assetId) {
        return jdbc.sql(POSITIONS + """
                        where s.asset_id = ? and s.was_in_production
                        order by s.stage = 'PRODUCTION' desc, s.version desc
                        """)
                .param(assetId)
                .query(PointerStore::readPosition)
                .list();
    }

    void place(Asset asset, int version, Position position) {
        Instant archivedAt = position.archivedAt();
        jdbc.sql("""
                        insert into version_stage (asset_id, version, team, stage, was_in_production, approval_id, approvers,
                            archived_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (asset_id, version) do update
                        set stage = excluded.stage, was_in_production = excluded.was_in_production,
                            approval_id = excluded.approval_id, approvers = excluded.approvers,
                            archived_at = excluded.archived_at
                        """)
                .param(asset.id())
                .param(version)
                .param(asset.team())
                .param(position.stage().name())
                .param(position.wasInProduction())
                .param(position.approvalId())
                .param(position.approvers())
                .param(archivedAt == null ? null : archivedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Returns the assets with versions that entered production by one of these approvals.
    List<UUID> assetsInProductionBy(Collection<UUID> approvals) {
        return jdbc.sql("select distinct asset_id from version_stage where approval_id = any(?)")
                .param(approvals.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /// Returns asset → alias → version, including `production`. Assets without aliases are omitted.
    Map<UUID, Map<String, Integer>> aliases(List<UUID> assetIds) {
        Map<UUID, Map<String, Integer>> aliases = new HashMap<>();
        jdbc.sql("""
                        select asset_id, name, version from alias where asset_id = any(:assets)
                        union all
                        select asset_id, 'production', version from version_stage
                        where asset_id = any(:assets) and stage = 'PRODUCTION'
                        """).param("assets", assetIds.toArray(UUID[]::new)).query(row -> {
            aliases.computeIfAbsent(row.getObject(1, UUID.class), _ -> new TreeMap<>())
                    .put(row.getString(2), row.getInt(3));
        });
        return aliases;
    }

    Map<String, Integer> aliases(UUID assetId) {
        return aliases(List.of(assetId)).getOrDefault(assetId, Map.of());
    }

    void point(Asset asset, String alias, int version) {
        jdbc.sql("""
                        insert into alias (asset_id, name, version, team) values (?, ?, ?, ?)
                        on conflict (asset_id, name) do update set version = excluded.version
                        """).params(asset.id(), alias, version, asset.team()).update();
    }

    void remove(UUID assetId, String alias) {
        jdbc.sql("delete from alias where asset_id = ? and name = ?")
                .params(assetId, alias)
                .update();
    }

    void append(Asset asset, PointerMove move) {
        jdbc.sql("""
                        insert into pointer_move (id, asset_id, team, pointer, from_version, to_version, from_stage,
                            to_stage, reason, approval_id, approvers, moved_at, moved_by_type, moved_by_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(move.id())
                .param(asset.id())
                .param(asset.team())
                .param(move.pointer())
                .param(move.fromVersion())
                .param(move.toVersion())
                .param(nameOf(move.fromStage()))
                .param(nameOf(move.toStage()))
                .param(move.reason())
                .param(move.approvalId())
                .param(move.approvers())
                .param(move.movedAt().atOffset(ZoneOffset.UTC))
                .param(move.movedBy().type().name())
                .param(move.movedBy().id())
                .update();
    }

    /// Newest first.
    List<PointerMove> movesBefore(UUID assetId, @Nullable UUID id, int limit) {
        return jdbc.sql("""
                        select id, pointer, from_version, to_version, from_stage, to_stage, reason, approval_id, approvers,
                               moved_at, moved_by_type, moved_by_id
                        from pointer_move where asset_id = :asset and (:before::uuid is null or id < :before::uuid)
                        order by id desc limit :limit
                        """)
                .param("asset", assetId)
                .param("before", id)
                .param("limit", limit)
                .query(PointerStore::read)
                .list();
    }

    /// Newest first.
    List<ProductionEntry> entries(UUID assetId, int version) {
        return jdbc.sql("""
                        select reason, approval_id, approvers, moved_at, moved_by_type, moved_by_id from pointer_move
                        where asset_id = ? and to_version = ? and to_stage = 'PRODUCTION' order by id desc limit 100
                        """)
                .params(assetId, version)
                .query((row, _) -> new ProductionEntry(
                        row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                        Author.of(row.getString("moved_by_type"), row.getString("moved_by_id")),
                        row.getString("reason"),
                        row.getObject("approval_id", UUID.class),
                        row.getObject("approvers", Integer.class)))
                .list();
    }

    List<StoredPosition> positionsChangedSince(long change) {
        return jdbc.sql(POSITIONS + "join asset_progress p on p.asset_id = s.asset_id where p.change > ?")
                .param(change)
                .query(PointerStore::readPosition)
                .list();
    }

    List<StoredAlias> aliasesChangedSince(long change) {
        return jdbc.sql("""
                        select a.asset_id, a.name, a.version
                        from alias a join asset_progress p on p.asset_id = a.asset_id where p.change > ?
                        """).param(change).query(PointerStore::readAlias).list();
    }

    private static StoredPosition readPosition(ResultSet row, int number) throws SQLException {
        OffsetDateTime archivedAt = row.getObject("archived_at", OffsetDateTime.class);
        return new StoredPosition(
                row.getObject("asset_id", UUID.class),
                row.getInt("version"),
                new Position(
                        VersionStage.valueOf(row.getString("stage")),
                        row.getBoolean("was_in_production"),
                        row.getObject("approval_id", UUID.class),
                        row.getInt("approvers"),
                        archivedAt == null ? null : archivedAt.toInstant()));
    }

    private static StoredAlias readAlias(ResultSet row, int number) throws SQLException {
        return new StoredAlias(row.getObject("asset_id", UUID.class), row.getString("name"), row.getInt("version"));
    }

    private static PointerMove read(ResultSet row, int number) throws SQLException {
        return new PointerMove(
                row.getObject("id", UUID.class),
                row.getString("pointer"),
                row.getObject("from_version", Integer.class),
                row.getObject("to_version", Integer.class),
                stageOf(row.getString("from_stage")),
                stageOf(row.getString("to_stage")),
                row.getString("reason"),
                row.getObject("approval_id", UUID.class),
                row.getObject("approvers", Integer.class),
                row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                Author.of(row.getString("moved_by_type"), row.getString("moved_by_id")));
    }

    private static @Nullable String nameOf(@Nullable VersionStage stage) {
        return stage == null ? null : stage.name();
    }

    private static @Nullable VersionStage stageOf(@Nullable String name) {
        return name == null ? null : VersionStage.valueOf(name);
    }
}
