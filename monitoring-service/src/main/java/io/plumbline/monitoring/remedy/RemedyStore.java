package io.plumbline.monitoring.remedy;

import io.plumbline.clients.governance.Approval;
import io.plumbline.monitoring.remedy.RemedyResponse.ApprovalStatus;
import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the approvals of remedies. The documents themselves are stored as all documents are.
@Repository
class RemedyStore {

    static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    RemedyStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting = work.check("""
                exists (select from remedy where next_check_at <= :now
                        and approval_state in ('WANTED', 'PENDING', 'APPROVED'))
                """);
    }

    /// Whether an approval may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// A remedy and its approval.
    ///
    /// @param requestedBy opaque id of the caller who stored the plan
    /// @param wantedAt when the plan became that of the remedy: an earlier approval of the same plan does not
    ///     count; null for plans of before 2 December 2026
    record Approvable(
            String name,
            String team,
            RemedyPlan plan,
            String digest,
            String requestedBy,
            @Nullable Instant wantedAt,
            ApprovalStatus approval) {

        boolean isApproved() {
            return approval.state().equals(Approval.State.APPROVED.name());
        }
    }

    /// Wants the approval of a stored plan. The plan that was approved, or for which an approval is pending, needs no
    /// other.
    void want(String name, String digest, String requestedBy, Instant now) {
        jdbc.sql("""
                        update remedy set digest = :digest, requested_by = :by, approval_id = null,
                            approval_state = 'WANTED', approved_at = null, next_check_at = '-infinity',
                            wanted_at = case when digest = :digest then wanted_at else :now end
                        where name = :name
                          and (digest <> :digest or approval_state not in ('WANTED', 'PENDING', 'APPROVED'))
                        """)
                .param("name", name)
                .param("digest", digest)
                .param("by", requestedBy)
                .param("now", Timestamp.from(now))
                .update();
    }

    /// Returns the next remedy whose approval to look at, and reserves it.
    ///
    /// @param until end of the reservation
    /// @param later the same for an approved remedy, whose approval can only be revoked
    @Transactional
    public Optional<Approvable> due(Instant now, Instant until, Instant later) {
        return jdbc.sql("""
                        update remedy
                        set next_check_at = case approval_state when 'APPROVED' then :later else :until end
                        where name = (select name from remedy
                                      where next_check_at <= :now
                                        and approval_state in ('WANTED', 'PENDING', 'APPROVED')
                                      order by next_check_at limit 1 for update skip locked)
                        returning *
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("later", Timestamp.from(later))
                .query((row, _) -> read(row))
                .optional();
    }

    /// Stores the state of the approval, unless the plan was replaced meanwhile.
    void note(Approvable remedy, Approval approval, Instant now) {
        boolean granted = approval.state() == Approval.State.APPROVED && approval.approved() >= approval.approvers();
        jdbc.sql("""
                        update remedy set approval_id = :id, approval_state = :state,
                            approved_at = case when :granted then coalesce(approved_at, :now) end
                        where name = :name and digest = :digest
                        """)
                .param("id", approval.id())
                .param(
                        "state",
                        granted || approval.state() != Approval.State.APPROVED
                                ? approval.state().name()
                                : Approval.State.PENDING.name())
                .param("granted", granted)
                .param("now", Timestamp.from(now))
                .param("name", remedy.name())
                .param("digest", remedy.digest())
                .update();
    }

    /// Returns a remedy and locks it; empty if it is gone or locked.
    Optional<Approvable> lock(String name) {
        return jdbc.sql("select * from remedy where name = ? for update skip locked")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Approvable> find(String name) {
        return jdbc.sql("select * from remedy where name = ?")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    @Transactional(readOnly = true)
    public Map<String, ApprovalStatus> approvals(Collection<String> names) {
        return jdbc
                .sql("select * from remedy where name = any (cast(? as text[]))")
                .param(names.toArray(String[]::new))
                .query((row, _) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Approvable::name, Approvable::approval));
    }

    private static Approvable read(ResultSet row) throws SQLException {
        String by = row.getString("requested_by");
        return new Approvable(
                row.getString("name"),
                row.getString("team"),
                JSON.readValue(row.getString("plan"), RemedyPlan.class),
                row.getString("digest"),
                by == null ? "" : by,
                time(row.getTimestamp("wanted_at")),
                new ApprovalStatus(
                        row.getString("approval_state"),
                        row.getObject("approval_id", UUID.class),
                        time(row.getTimestamp("approved_at"))));
    }

    private static @Nullable Instant time(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
