package io.plumbline.registry.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface KnowledgeBaseRepository extends Repository<KnowledgeBase, UUID> {

    KnowledgeBase saveAndFlush(KnowledgeBase base);

    Optional<KnowledgeBase> findByName(String name);

    Optional<KnowledgeBase> findById(UUID id);

    List<KnowledgeBase> findByNameGreaterThanOrderByName(String name, Limit limit);

    void delete(KnowledgeBase base);
}
