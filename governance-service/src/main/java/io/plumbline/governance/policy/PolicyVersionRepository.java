package io.plumbline.governance.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PolicyVersionRepository extends Repository<PolicyVersion, PolicyVersion.Key> {

    PolicyVersion save(PolicyVersion version);

    Optional<PolicyVersion> findByPolicyAndNumber(String policy, int number);

    /// Returns the newest version that does not depend on any of these approvals.
    @Query("""
            select version from PolicyVersion version
            where version.policy = :policy and (version.approvalId is null or version.approvalId not in :revoked)
            order by version.number desc limit 1""")
    Optional<PolicyVersion> newestOfOthers(String policy, Collection<UUID> revoked);

    /// Newest first.
    List<PolicyVersion> findByPolicyAndNumberLessThanOrderByNumberDesc(String policy, int number, Limit limit);
}
