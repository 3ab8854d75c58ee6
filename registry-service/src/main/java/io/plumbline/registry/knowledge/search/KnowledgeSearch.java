package io.plumbline.registry.knowledge.search;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Callers;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.ReaderRules;
import io.plumbline.registry.knowledge.index.KnowledgeIndexes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Finds the chunks of a knowledge base that the caller may read.
@Service
class KnowledgeSearch {

    private final KnowledgeBaseCatalog bases;
    private final KnowledgeIndexes indexes;
    private final HitStore store;

    KnowledgeSearch(KnowledgeBaseCatalog bases, KnowledgeIndexes indexes, HitStore store) {
        this.bases = bases;
        this.indexes = indexes;
        this.store = store;
    }

    /// @throws ProblemException 404
    SearchResponse search(String name, SearchRequest request) {
        KnowledgeBase base = bases.get(name);
        Set<String> principals = ReaderRules.principals(Callers.current(), base.team());
        SearchRequest.Filter filter = request.filterOrNone();
        KnowledgeIndexes.Request wanted = new KnowledgeIndexes.Request(
                request.query(),
                request.results(),
                principals,
                filter.tagsOrNone(),
                filter.documents() == null ? null : store.documents(base.id(), filter.documents()),
                filter.formatsOrNone().stream().map(Enum::name).collect(Collectors.toSet()));
        List<ChunkHit> hits = indexes.search(base, wanted);
        ReaderRules rules = base.terms().readers();
        return new SearchResponse(store.read(
                hits, new HitStore.Reader(rules.opensTo(principals), principals, rules.hiddenTags(principals))));
    }
}
