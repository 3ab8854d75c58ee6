package io.plumbline.registry.knowledge.rerank;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.knowledge.index.Reranker;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.rerank.RerankerStore.Stored;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages the rerankers of knowledge bases and calls them. The database limits them to the caller's teams. A key is
/// bound to the host of its endpoint, which prevents callers from sending a stored key to a host of their choice.
@Service
public class Rerankers {

    private static final Logger log = LoggerFactory.getLogger(Rerankers.class);

    private static final long NO_REVISION = -1;

    /// A reranker that failed is not called for this long, so that an outage slows few searches.
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final KnowledgeBaseCatalog bases;
    private final RerankerStore store;
    private final RerankerProperties properties;
    private final RerankClient client;
    private final AuditTrail trail;
    private final Sealer sealer;
    private final Map<UUID, Long> failedAt = new ConcurrentHashMap<>();

    Rerankers(
            KnowledgeBaseCatalog bases,
            RerankerStore store,
            RerankerProperties properties,
            RerankClient client,
            AuditTrail trail,
            KeyEncryptionKey key) {
        this.bases = bases;
        this.store = store;
        this.properties = properties;
        this.client = client;
        this.trail = trail;
        this.sealer = key.sealer("reranker-key");
    }

    /// The result of a PUT.
    record Put(Stored reranker, boolean created) {}

    /// Stores the reranker of a knowledge base.
    ///
    /// @throws ProblemException 400 for an address that is not allowed, or without the key for another host; 404
    ///     without the knowledge base; 412 for a stale `ifMatch`
    @Transactional
    Put put(String name, RerankerRequest request, @Nullable String ifMatch) {
        KnowledgeBase base = bases.get(name);
        RerankerTerms terms = allowed(request);
        store.lock(base.id());
        Stored before = store.find(base.id()).orElse(null);
        EntityTags.check(ifMatch, before == null ? NO_REVISION : before.revision());
        store.put(base, terms, key(base, before, request), (before == null ? NO_REVISION : before.revision()) + 1);
        failedAt.remove(base.id());
        trail.append(entry(RerankerAction.CHANGED, base, terms).with("apiKeyChanged", request.apiKey() != null));
        return new Put(store.find(base.id()).orElseThrow(), before == null);
    }

    private RerankerTerms allowed(RerankerRequest request) {
        RerankerTerms terms = request.terms();
        if (!properties.allows(terms)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Only endpoints in plumbline.registry.rerankers.urls may rerank results.")
                    .at("/url", "must be an endpoint that the operator allows");
        }
        return terms;
    }

    /// Returns what [#put] would change. Stores nothing and compares no key.
    ///
    /// @throws ProblemException 400 for an address that is not allowed; 404 without the knowledge base
    @Transactional(readOnly = true)
    DocumentDiff diff(String name, RerankerRequest request) {
        KnowledgeBase base = bases.get(name);
        JsonNode after = JsonMapper.shared().valueToTree(allowed(request));
        return store.find(base.id())
                .map(before -> DocumentDiff.of(
                        Math.toIntExact(before.revision() + 1),
                        EntityTags.of(before.revision()),
                        JsonMapper.shared().valueToTree(before.terms()),
                        after))
                .orElseGet(() -> DocumentDiff.of(0, null, after));
    }

    private byte @Nullable [] key(KnowledgeBase base, @Nullable Stored before, RerankerRequest request) {
        if (request.apiKey() != null) {
            return sealer.seal(
                    request.apiKey().getBytes(StandardCharsets.UTF_8), base.id().toString());
        }
        if (before == null || before.apiKey() == null) {
            return null;
        }
        if (!place(before.terms()).equals(place(request.terms()))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The request is invalid. errors lists each field.")
                    .at("/apiKey", "is required again, because the endpoint is on another host");
        }
        return before.apiKey();
    }

    private static String place(RerankerTerms terms) {
        URI url = URI.create(terms.url());
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static AuditEntry entry(RerankerAction action, KnowledgeBase base, RerankerTerms terms) {
        return AuditEntry.of(action, base.team(), "knowledge-base", base.name())
                .with("place", place(terms))
                .with("model", terms.model());
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    Stored get(String name) {
        return store.find(bases.get(name).id())
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("This knowledge base has no reranker."));
    }

    /// @throws ProblemException 404; 412 for a stale `ifMatch`
    @Transactional
    void delete(String name, @Nullable String ifMatch) {
        KnowledgeBase base = bases.get(name);
        Stored present = get(name);
        EntityTags.check(ifMatch, present.revision());
        store.delete(base.id());
        trail.append(entry(RerankerAction.DELETED, base, present.terms()));
    }

    /// The reranker of one search.
    ///
    /// @param candidates number of results to send to it
    public record Ready(int candidates, Reranker reranker) {}

    /// Returns the reranker of a knowledge base; empty if it has none. Its call fails at once for some seconds after
    /// a failure.
    public Optional<Ready> of(KnowledgeBase base) {
        return store.find(base.id())
                .map(stored -> new Ready(
                        stored.terms().candidates(), (query, passages) -> scores(base, stored, query, passages)));
    }

    private double[] scores(KnowledgeBase base, Stored stored, String query, List<String> passages) {
        Long failed = failedAt.get(base.id());
        if (failed != null && System.nanoTime() - failed < PAUSE_NANOS) {
            throw new IllegalStateException("the reranker failed a moment ago");
        }
        byte[] key = stored.apiKey();
        try {
            String opened =
                    key == null ? null : new String(sealer.open(key, base.id().toString()), StandardCharsets.UTF_8);
            double[] scores = client.scores(stored.terms(), opened, query, passages);
            failedAt.remove(base.id());
            return scores;
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot rerank results now");
            failedAt.put(base.id(), System.nanoTime());
            throw e;
        }
    }
}
