package io.plumbline.governance.policy;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface PolicyVersionRepository extends Repository<PolicyVersion, PolicyVersion.Key> {

    PolicyVersion save(PolicyVersion version);

    Optional<PolicyVersion> findByPolicyAndNumber(String policy, int number);

    /// Newest first.
    List<PolicyVersion> findByPolicyAndNumberLessThanOrderByNumberDesc(String policy, int number, Limit limit);
}
