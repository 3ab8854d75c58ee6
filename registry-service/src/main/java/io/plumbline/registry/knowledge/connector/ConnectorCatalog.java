package io.plumbline.registry.knowledge.connector;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.connector.source.Sources;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages the connectors of knowledge bases. The database limits them to the caller's teams. Secrets are bound to the
/// place that the source reads, which prevents callers from sending stored secrets to a host of their choice.
@Service
public class ConnectorCatalog {

    private static final int MAX_CONNECTORS = 50;
    private static final long NO_REVISION = -1;
    private static final int MAX_PLACE = 200;

    private final KnowledgeBaseCatalog bases;
    private final ConnectorStore store;
    private final ConnectorSecrets secrets;
    private final Sources sources;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    ConnectorCatalog(
            KnowledgeBaseCatalog bases,
            ConnectorStore store,
            ConnectorSecrets secrets,
            Sources sources,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock) {
        this.bases = bases;
        this.store = store;
        this.secrets = secrets;
        this.sources = sources;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(Connector connector, boolean created) {}

    /// Creates or replaces a connector. An open run of a connector whose source or selection changes fails.
    ///
    /// @throws ProblemException 400 for a source that the operator does not allow, or without its secrets; 404
    ///     without
    ///     the knowledge base; 409 if it has 50 connectors; 412 for a stale `ifMatch`
    @Transactional
    Put put(String baseName, String name, ConnectorRequest request, @Nullable String ifMatch) {
        KnowledgeBase base = bases.get(baseName);
        Optional<Connector> present = store.find(base.id(), name);
        EntityTags.check(ifMatch, present.map(Connector::revision).orElse(NO_REVISION));
        ConnectorTerms terms = request.terms();
        Map<String, String> values = present.map(before -> merged(before, request))
                .orElseGet(() -> request.secrets() == null ? Map.of() : request.secrets());
        sources.check(terms.source(), values);
        requireSamePlace(present.orElse(null), request, terms);
        Connector after =
                connector(base, name, present.orElse(null), terms, List.copyOf(new TreeSet<>(values.keySet())));
        byte[] sealed = secrets.seal(after.id(), values);
        boolean stored = present.isPresent() ? store.update(after, sealed) : create(base, after, sealed);
        if (!stored) {
            throw RequestProblem.CONFLICT.because("The connector was changed at the same time. Try again.");
        }
        trail.append(entry(ConnectorAction.CHANGED, base, after)
                .with("enabled", terms.enabled())
                .with("vanished", terms.vanished().name())
                .with("secretsChanged", request.secrets() != null)
                .withIfPresent(
                        "digestBefore", present.map(ConnectorCatalog::digest).orElse(null))
                .with("digestAfter", digest(after)));
        return new Put(store.find(base.id(), name).orElse(after), present.isEmpty());
    }

    /// Returns what [#put] would change, except for secrets. Stores nothing.
    ///
    /// @throws ProblemException 400 for a source that the operator does not allow; 404 without the knowledge base
    @Transactional(readOnly = true)
    DocumentDiff diff(String baseName, String name, ConnectorRequest request) {
        Optional<Connector> present = store.find(bases.get(baseName).id(), name);
        ConnectorTerms terms = request.terms();
        sources.checkSettings(terms.source());
        JsonNode after = JsonMapper.shared().valueToTree(terms);
        return present.map(before -> DocumentDiff.of(
                        Math.toIntExact(before.revision() + 1),
                        EntityTags.of(before.revision()),
                        JsonMapper.shared().valueToTree(before.terms()),
                        after))
                .orElseGet(() -> DocumentDiff.of(0, null, after));
    }

    private Map<String, String> merged(Connector before, ConnectorRequest request) {
        if (request.secrets() != null) {
            return request.secrets();
        }
        try {
            return secrets.of(before.id());
        } catch (IllegalStateException e) {
            throw secretsNeeded("are required: the stored ones cannot be decrypted");
        }
    }

    private static void requireSamePlace(@Nullable Connector before, ConnectorRequest request, ConnectorTerms terms) {
        if (before != null
                && request.secrets() == null
                && !before.secretNames().isEmpty()
                && !Sources.shareSecrets(before.terms().source(), terms.source())) {
            throw secretsNeeded("are required again, because the source is at another place");
        }
    }

    private static ProblemException secretsNeeded(String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at("/secrets", message);
    }

    private Connector connector(
            KnowledgeBase base, String name, @Nullable Connector before, ConnectorTerms terms, List<String> names) {
        Instant now = clock.instant();
        Instant next = before != null
                        && Objects.equals(terms.schedule(), before.terms().schedule())
                ? before.nextRunAt()
                : Optional.ofNullable(terms.schedule())
                        .flatMap(schedule -> schedule.next(now))
                        .orElse(null);
        return new Connector(
                before == null ? ids.next() : before.id(),
                base.id(),
                base.team(),
                name,
                terms,
                names,
                next,
                before == null ? 0 : before.revision(),
                before == null ? now : before.createdAt(),
                now,
                Author.current());
    }

    private boolean create(KnowledgeBase base, Connector connector, byte @Nullable [] sealed) {
        if (store.count(base.id()) >= MAX_CONNECTORS) {
            throw RequestProblem.CONFLICT.because(
                    "A knowledge base has " + MAX_CONNECTORS + " connectors at most. Delete one first.");
        }
        return store.insert(base, connector, sealed);
    }

    /// URLs may hold tokens, so the event has the place and a digest only.
    private static AuditEntry entry(ConnectorAction action, KnowledgeBase base, Connector connector) {
        String place = Sources.place(connector.terms().source());
        return AuditEntry.of(action, base.team(), "connector", base.name() + "/" + connector.name())
                .with("kind", connector.terms().source().kind().name())
                .with("place", place.length() <= MAX_PLACE ? place : place.substring(0, MAX_PLACE));
    }

    private static String digest(Connector connector) {
        return DocumentChanges.digest(JsonMapper.shared().valueToTree(connector.terms()));
    }

    /// Returns a connector.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Connector get(String base, String name) {
        return store.find(bases.get(base).id(), name)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No connector " + name + " exists here."));
    }

    /// By name.
    @Transactional(readOnly = true)
    Page<Connector> page(String base, Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<Connector> rows = store.page(bases.get(base).id(), after, paging.size() + 1);
        return Page.of(rows, paging, connector -> Cursor.of(connector.name()));
    }

    /// Deletes a connector with its runs. Its documents stay.
    ///
    /// @throws ProblemException 404; 412 for a stale `ifMatch`
    @Transactional
    void delete(String baseName, String name, @Nullable String ifMatch) {
        Connector connector = get(baseName, name);
        EntityTags.check(ifMatch, connector.revision());
        store.delete(connector.id());
        trail.append(entry(ConnectorAction.DELETED, bases.get(baseName), connector));
    }
}
