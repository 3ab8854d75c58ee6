package io.plumbline.registry.knowledge;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.DuplicateNameException;
import io.plumbline.registry.knowledge.KnowledgeBaseResponse.Contents;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages knowledge bases. The database limits them to the caller's teams.
@Service
public class KnowledgeBaseCatalog {

    private static final long NO_REVISION = -1;

    private final KnowledgeBaseRepository bases;
    private final ContentCounts counts;
    private final KnowledgeSequence sequence;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    KnowledgeBaseCatalog(
            KnowledgeBaseRepository bases,
            ContentCounts counts,
            KnowledgeSequence sequence,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.bases = bases;
        this.counts = counts;
        this.sequence = sequence;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// The result of a PUT.
    record Put(KnowledgeBase base, boolean created) {}

    /// Creates the knowledge base or replaces its editable part.
    ///
    /// @throws ProblemException 404 if the name belongs to a team that the caller cannot see; 409 if the knowledge
    ///     base belongs to another team of the caller; 412 for a stale `ifMatch`
    Put put(String name, @Nullable String team, KnowledgeBaseTerms terms, @Nullable String ifMatch) {
        try {
            return transactions.execute(_ -> bases.findByName(name)
                    .map(base -> replace(base, team, terms, ifMatch))
                    .orElseGet(() -> {
                        EntityTags.check(ifMatch, NO_REVISION);
                        return new Put(create(name, team, terms), true);
                    }));
        } catch (DuplicateNameException e) {
            // Another caller was faster, if it is visible now; otherwise it is another team's.
            return transactions.execute(_ -> replace(get(name), team, terms, ifMatch));
        }
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as `put`
    DocumentDiff diff(String name, @Nullable String team, KnowledgeBaseTerms terms) {
        try {
            return transactions.execute(transaction -> {
                transaction.setRollbackOnly();
                return bases.findByName(name)
                        .map(base -> {
                            checkTeam(base, team);
                            return DocumentDiff.of(
                                    Math.toIntExact(base.revision() + 1),
                                    EntityTags.of(base.revision()),
                                    declared(base.team(), base.terms()),
                                    declared(base.team(), terms));
                        })
                        .orElseGet(() -> DocumentDiff.of(
                                0, null, declared(create(name, team, terms).team(), terms)));
            });
        } catch (DuplicateNameException e) {
            throw missing(name);
        }
    }

    /// The members of a request.
    private static JsonNode declared(String team, KnowledgeBaseTerms terms) {
        ReaderRules readers = terms.readers();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("team", team);
        members.put("description", terms.description());
        members.put("embedding", terms.embedding());
        members.put("chunking", terms.chunking());
        members.put("redaction", declared(terms.redaction()));
        members.put("keepOriginal", terms.keepOriginal());
        members.put("readers", readers.documents().isEmpty() ? null : readers.documents());
        members.put("tagReaders", readers.byTag().isEmpty() ? null : readers.byTag());
        return JsonMapper.shared().valueToTree(members);
    }

    private static Map<String, @Nullable Object> declared(RedactionPolicy redaction) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("action", redaction.action());
        members.put("entities", redaction.entities().isEmpty() ? null : redaction.entities());
        members.put("overrides", redaction.overrides().isEmpty() ? null : redaction.overrides());
        return members;
    }

    private static void checkTeam(KnowledgeBase base, @Nullable String team) {
        if (team != null && !team.equals(base.team())) {
            throw RequestProblem.CONFLICT.because("It belongs to another of your teams and cannot change its team.");
        }
    }

    private Put replace(KnowledgeBase base, @Nullable String team, KnowledgeBaseTerms terms, @Nullable String ifMatch) {
        checkTeam(base, team);
        EntityTags.check(ifMatch, base.revision());
        JsonNode before = document(base);
        if (base.revise(terms, clock.instant())) {
            bases.saveAndFlush(base);
            trail.append(entry(KnowledgeAction.CHANGED, base, before, document(base)));
        }
        return new Put(base, false);
    }

    private KnowledgeBase create(String name, @Nullable String named, KnowledgeBaseTerms terms) {
        String team = Callers.current().teamFor(Permission.KNOWLEDGE_WRITE, named);
        KnowledgeBase base;
        try {
            base = bases.saveAndFlush(new KnowledgeBase(ids.next(), team, name, terms, clock.instant()));
        } catch (DataIntegrityViolationException e) {
            throw DuplicateNameException.isCauseOf(e, "knowledge_base_name") ? new DuplicateNameException() : e;
        }
        sequence.begin(base);
        trail.append(entry(KnowledgeAction.CHANGED, base, null, document(base)));
        return base;
    }

    /// Deletes the knowledge base with its documents, chunks and files.
    ///
    /// @throws ProblemException 404; 412 for a stale `ifMatch`
    @Transactional
    void delete(String name, @Nullable String ifMatch) {
        KnowledgeBase base = get(name);
        EntityTags.check(ifMatch, base.revision());
        trail.append(entry(KnowledgeAction.DELETED, base, document(base), null)
                .with("documents", contents(base).documents()));
        bases.delete(base);
    }

    private static AuditEntry entry(
            KnowledgeAction action, KnowledgeBase base, @Nullable JsonNode before, @Nullable JsonNode after) {
        return DocumentChanges.tell(AuditEntry.of(action, base.team(), "knowledge-base", base.name()), before, after);
    }

    private static JsonNode document(KnowledgeBase base) {
        return JsonMapper.shared().valueToTree(Map.of("team", base.team(), "terms", base.terms()));
    }

    /// Returns the knowledge base if the caller can see it.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public KnowledgeBase get(String name) {
        return bases.findByName(name).orElseThrow(() -> missing(name));
    }

    private static ProblemException missing(String name) {
        return RequestProblem.NOT_FOUND.because("No knowledge base " + name + " exists that you can access.");
    }

    /// Returns the knowledge base; empty if it was deleted.
    @Transactional(readOnly = true)
    public Optional<KnowledgeBase> find(UUID id) {
        return bases.findById(id);
    }

    @Transactional(readOnly = true)
    Contents contents(KnowledgeBase base) {
        return Objects.requireNonNull(counts.of(List.of(base.id())).get(base.id()));
    }

    /// Returns a page ordered by name.
    @Transactional(readOnly = true)
    Page<KnowledgeBaseResponse> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<KnowledgeBase> rows = bases.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        Page<KnowledgeBase> page = Page.of(rows, paging, base -> Cursor.of(base.name()));
        Map<UUID, Contents> contents =
                counts.of(page.items().stream().map(KnowledgeBase::id).toList());
        return page.map(base -> KnowledgeBaseResponse.from(base, Objects.requireNonNull(contents.get(base.id()))));
    }
}
