package io.plumbline.gateway.provider;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface ProviderRepository extends Repository<ProviderEntity, String> {

    ProviderEntity saveAndFlush(ProviderEntity provider);

    void delete(ProviderEntity provider);

    Optional<ProviderEntity> findByName(String name);

    List<ProviderEntity> findByNameGreaterThanOrderByName(String name, Limit limit);

    List<ProviderEntity> findAll();
}
