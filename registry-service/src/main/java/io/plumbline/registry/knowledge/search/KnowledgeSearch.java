package io.plumbline.registry.knowledge.search;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.clients.registry.Passage;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.Reranker;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.ReaderRules;
import io.plumbline.registry.knowledge.index.KnowledgeIndexes;
import io.plumbline.registry.knowledge.rerank.Rerankers;
import io.plumbline.registry.knowledge.search.SearchResponse.Hit;
import io.plumbline.registry.knowledge.search.SearchResponse.Reranking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Finds the chunks of a knowledge base that a reader may read, in the order of the search or of a reranker.
@Service
class KnowledgeSearch {

    private static final Logger log = LoggerFactory.getLogger(KnowledgeSearch.class);

    private final KnowledgeBaseCatalog bases;
    private final KnowledgeIndexes indexes;
    private final HitStore store;
    private final Rerankers rerankers;

    KnowledgeSearch(KnowledgeBaseCatalog bases, KnowledgeIndexes indexes, HitStore store, Rerankers rerankers) {
        this.bases = bases;
        this.indexes = indexes;
        this.store = store;
        this.rerankers = rerankers;
    }

    /// Searches for the caller of the current request.
    ///
    /// @throws ProblemException 404
    SearchResponse search(String name, SearchRequest request) {
        KnowledgeBase base = bases.get(name);
        Set<String> principals = ReaderRules.principals(Callers.current(), base.team());
        SearchRequest.Filter filter = request.filterOrNone();
        return find(
                base,
                new KnowledgeIndexes.Request(
                        request.query(),
                        request.results(),
                        principals,
                        filter.tagsOrNone(),
                        filter.documents() == null ? null : store.documents(base.id(), filter.documents()),
                        filter.formatsOrNone().stream().map(Enum::name).collect(Collectors.toSet())));
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
                    .hits()
                    .stream()
                    .map(KnowledgeSearch::passage)
                    .toList();
        });
    }

    /// Returns the texts of chunks for another service, which shows them to nobody. Sees nothing outside the team.
    ///
    /// @throws ProblemException 404 if the team has no such knowledge base
    List<KnowledgeClient.ChunkText> chunks(String name, String team, List<UUID> chunks) {
        return Tenancy.callAs(Set.of(team), () -> store.texts(bases.get(name).id(), chunks));
    }

    private SearchResponse find(KnowledgeBase base, KnowledgeIndexes.Request wanted) {
        Rerankers.Ready ready = rerankers.of(base).orElse(null);
        int candidates = ready == null ? wanted.topK() : Math.max(wanted.topK(), ready.candidates());
        List<ChunkHit> found = indexes.search(base, wanted.most(candidates));
        ReaderRules rules = base.terms().readers();
        List<Hit> hits = store.read(
                found,
                new HitStore.Reader(
                        rules.opensTo(wanted.principals()),
                        wanted.principals(),
                        rules.hiddenTags(wanted.principals())));
        return ready == null || hits.size() < 2
                ? new SearchResponse(hits, Reranking.NONE)
                : reranked(ready.reranker(), found, hits, wanted);
    }

    /// The reranker receives the texts that the caller may read, no others.
    private static SearchResponse reranked(
            Reranker reranker, List<ChunkHit> found, List<Hit> hits, KnowledgeIndexes.Request wanted) {
        Map<String, Hit> byChunk = new HashMap<>();
        hits.forEach(hit -> byChunk.put(hit.chunk().toString(), hit));
        Map<String, String> texts = new HashMap<>();
        byChunk.forEach((chunk, hit) -> texts.put(chunk, hit.text()));
        try {
            return new SearchResponse(
                    reranker.order(wanted.query(), found, texts, wanted.topK()).stream()
                            .map(hit -> Objects.requireNonNull(byChunk.get(hit.chunkId()))
                                    .withScore(hit.score()))
                            .toList(),
                    Reranking.APPLIED);
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Returning results in the order of the search");
            return new SearchResponse(hits.subList(0, Math.min(wanted.topK(), hits.size())), Reranking.UNAVAILABLE);
        }
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
