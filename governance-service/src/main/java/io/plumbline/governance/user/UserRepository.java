package io.plumbline.governance.user;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface UserRepository extends Repository<UserAccount, UUID> {

    UserAccount saveAndFlush(UserAccount user);

    Optional<UserAccount> findById(UUID id);

    Optional<UserAccount> findByUsername(String username);

    List<UserAccount> findByUsernameContainingIgnoreCaseOrderByUsername(String text, Limit limit);

    List<UserAccount> findByIdIn(Collection<UUID> ids);

    List<UserAccount> findByUsernameGreaterThanOrderByUsername(String username, Limit limit);

    /// Ordered by name, after the given one; of users with a grant in the team.
    @Query("""
            select account from UserAccount account
            where account.username > :username
              and exists (select 1 from account.grants granted where granted.team = :team)
            order by account.username
            """)
    List<UserAccount> ofTeam(String team, String username, Limit limit);

    /// Sets the time of the last sign-in. The version stays: nobody edited the user.
    @Modifying
    @Query("update UserAccount account set account.lastSignInAt = :at where account.id = :id")
    void signedIn(UUID id, Instant at);
}
