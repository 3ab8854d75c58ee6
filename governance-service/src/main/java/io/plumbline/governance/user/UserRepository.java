package io.plumbline.governance.user;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface UserRepository extends Repository<UserAccount, UUID> {

    UserAccount saveAndFlush(UserAccount user);

    Optional<UserAccount> findById(UUID id);

    Optional<UserAccount> findByUsername(String username);

    List<UserAccount> findByUsernameContainingIgnoreCaseOrderByUsername(String text, Limit limit);

    List<UserAccount> findByIdIn(Collection<UUID> ids);

    List<UserAccount> findByUsernameGreaterThanOrderByUsername(String username, Limit limit);
}
