package io.plumbline.eval.suite;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/// Suites of the caller's teams.
interface SuiteRepository extends Repository<Suite, String> {

    java.util.Optional<Suite> findByName(String name);

    List<Suite> findByNameGreaterThanOrderByName(String name, Limit limit);

    /// By name.
    List<Suite> findByChangeGreaterThanOrderByName(long change);

    Suite saveAndFlush(Suite suite);
}
