package io.plumbline.registry.knowledge.search;

import io.plumbline.clients.registry.Passage;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.ReaderRules;
import io.plumbline.registry.knowledge.index.KnowledgeIndexes;
import io.plumbline.registry.knowledge.search.SearchResponse.Hit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Finds the chunks of a knowledge base that a reader may read.
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

    /// Searches for the caller of the current request.
    ///
    /// @throws ProblemException 404
    SearchResponse search(String name, SearchRequest request) {
        KnowledgeBase base = bases.get(name);
        Set<String> principals = ReaderRules.principals(Callers.current(), base.team());
        SearchRequest.Filter filter = request.filterOrNone();
        return new SearchResponse(find(
                base,
                new KnowledgeIndexes.Request(
                        request.query(),
                        request.results(),
                        principals,
                        filter.tagsOrNone(),
                        filter.documents() == null ? null : store.documents(base.id(), filter.documents()),
                        filter.formatsOrNone().stream().map(Enum::name).collect(Collectors.toSet()))));
    }

    /// Searches for the reader that a service names. Sees nothing outside the team of the request.
    ///
    /// @throws ProblemException 404 if the team has no such knowledge base
    List<Passage> passages(String name, PassageRequest request) {
        return Tenancy.callAs(Set.of(request.team()), () -> {
            KnowledgeBase base = bases.get(name);
            Set<String> principals = ReaderRules.principals(request.reader().caller(), base.team());
            return find(
                            base,
                            new KnowledgeIndexes.Request(
                                    request.query(),
                                    request.limit(),
                                    principals,
                                    Set.copyOf(request.tags()),
                                    null,
                                    Set.of()))
                    .stream()
                    .map(KnowledgeSearch::passage)
                    .toList();
        });
    }

    private List<Hit> find(KnowledgeBase base, KnowledgeIndexes.Request wanted) {
        List<ChunkHit> hits = indexes.search(base, wanted);
        ReaderRules rules = base.terms().readers();
        return store.read(
                hits,
                new HitStore.Reader(
                        rules.opensTo(wanted.principals()),
                        wanted.principals(),
                        rules.hiddenTags(wanted.principals())));
    }

    private static Passage passage(Hit hit) {
        return new Passage(
                hit.chunk(),
                hit.document(),
                hit.version(),
                hit.fileName(),
                hit.headingPath(),
                hit.page(),
                hit.score(),
                hit.text());
    }
}
