package io.plumbline.governance.policy;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface PolicyRepository extends Repository<PolicyEntity, String> {

    PolicyEntity saveAndFlush(PolicyEntity policy);

    Optional<PolicyEntity> findById(String name);

    boolean existsByTeam(String team);

    List<PolicyEntity> findByNameGreaterThanOrderByName(String name, Limit limit);

    List<PolicyEntity> findByChangeGreaterThanOrderByChange(long change);
}
