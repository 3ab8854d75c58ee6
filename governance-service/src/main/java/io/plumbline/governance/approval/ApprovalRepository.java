package io.plumbline.governance.approval;

import io.plumbline.clients.governance.Approval.State;
import io.plumbline.clients.governance.GovernanceSnapshot.RevokedApproval;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ApprovalRepository extends Repository<ApprovalEntity, UUID> {

    ApprovalEntity saveAndFlush(ApprovalEntity approval);

    Optional<ApprovalEntity> findById(UUID id);

    /// Returns the approval, locked until the transaction ends, so that decisions are sequential.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select approval from Approval approval where approval.id = :id")
    Optional<ApprovalEntity> lock(UUID id);

    /// Serialises requests on the same subject until the transaction ends.
    @Query(value = "select 1 from pg_advisory_xact_lock(hashtextextended(:subject, 1))", nativeQuery = true)
    int serialize(String subject);

    /// Newest first.
    List<ApprovalEntity> findByTeamAndActionAndResourceTypeAndResourceIdOrderByIdDesc(
            String team, String action, String resourceType, String resourceId, Limit limit);

    /// Like the other method, for one origin.
    List<ApprovalEntity> findByTeamAndActionAndResourceTypeAndResourceIdAndOriginOrderByIdDesc(
            String team, String action, String resourceType, String resourceId, ApprovalOrigin origin, Limit limit);

    /// Newest first, before the given one. Overdue pending approvals count as expired.
    ///
    /// @param id a pattern of `like`, with `\` as its escape
    @Query("""
            select approval from Approval approval
            where (cast(:before as uuid) is null or approval.id < :before)
                and (cast(:type as string) is null or approval.resourceType = :type)
                and (cast(:id as string) is null or approval.resourceId like :id escape '\\')
                and (cast(:team as string) is null or approval.team = :team)
                and (cast(:state as string) is null
                    or (approval.state = :state and (approval.state <> PENDING or approval.expiresAt > :now))
                    or (cast(:state as string) = 'EXPIRED' and approval.state = PENDING and approval.expiresAt <= :now))
            order by approval.id desc
            """)
    List<ApprovalEntity> page(
            @Nullable State state,
            @Nullable String type,
            @Nullable String id,
            @Nullable String team,
            @Nullable UUID before,
            Instant now,
            Limit limit);

    /// In ascending order of changes.
    @Query("""
            select new io.plumbline.clients.governance.GovernanceSnapshot$RevokedApproval(
                approval.id, approval.revocation.revokedAt)
            from Approval approval where approval.revocation.revocationChange > :change
            order by approval.revocation.revocationChange
            """)
    List<RevokedApproval> revokedAfter(long change);

    /// Deletes the information shown to approvers of approvals that ended before that time.
    @Modifying
    @Query(
            value = "update approval set details = '[]' where expires_at < :before and details <> '[]'",
            nativeQuery = true)
    int forgetDetails(Instant before);

    @Query("select approval from Approval approval where approval.state = PENDING and approval.expiresAt <= :now")
    List<ApprovalEntity> overdue(Instant now, Limit limit);
}
