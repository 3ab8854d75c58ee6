package io.plumbline.monitoring.drift;

import io.plumbline.audit.Actor;
import io.plumbline.audit.PayloadReader;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.feedback.CommentRedaction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Returns the texts of the calls that are most unlike a baseline, redacted. Each read of a call's content is
/// logged with its reader and purpose, in the same transaction. Passages are named and not returned, because the
/// readers of their documents are checked where documents are read.
@Service
class DriftExemplars {

    private static final int LONGEST = 2_000;

    private final DriftCandidates candidates;
    private final PassageTexts passages;
    private final PayloadReader payloads;
    private final TransactionTemplate transactions;
    private final CommentRedaction redaction;

    DriftExemplars(
            DriftCandidates candidates,
            PassageTexts passages,
            PayloadReader payloads,
            TransactionTemplate transactions,
            CommentRedaction redaction) {
        this.candidates = candidates;
        this.passages = passages;
        this.payloads = payloads;
        this.transactions = transactions;
        this.redaction = redaction;
    }

    /// A call that is unlike the baseline.
    ///
    /// @param text redacted, the first 2,000 characters; null for a passage, and if the text is not readable
    ///     any more
    /// @param passage what the model received; null for other texts
    record Exemplar(UUID callId, @Nullable String text, PassageTexts.@Nullable Cited passage) {}

    /// The request role may not read the audit log, so this uses the worker role, and only for the calls of a
    /// result that the caller may see.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 403 without the permission for this kind of text
    List<Exemplar> of(DriftResult result, Caller by, String purpose) {
        return switch (result.text()) {
            case INPUT, OUTPUT -> contents(result, by, purpose);
            case PASSAGE -> {
                require(by, Permission.KNOWLEDGE_READ, result.team());
                Map<UUID, PassageTexts.Cited> cited = passages.cited(result.exemplars());
                yield result.exemplars().stream()
                        .map(call -> new Exemplar(call, null, cited.get(call)))
                        .toList();
            }
            case FEEDBACK -> {
                require(by, Permission.FEEDBACK_READ, result.team());
                Map<UUID, String> comments = candidates.comments(result.exemplars());
                yield result.exemplars().stream()
                        .map(call -> new Exemplar(call, shown(comments.get(call)), null))
                        .toList();
            }
        };
    }

    private static void require(Caller by, Permission permission, String team) {
        if (!by.may(permission, team)) {
            throw AccessProblem.FORBIDDEN
                    .because("This also needs the permission " + permission.code() + " in that team.")
                    .with("permission", permission.code());
        }
    }

    private List<Exemplar> contents(DriftResult result, Caller by, String purpose) {
        Actor actor = new Actor(by.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), by.id());
        Map<UUID, byte[]> kept =
                Objects.requireNonNull(Tenancy.asWorker(() -> transactions.execute(_ -> result.exemplars().stream()
                        .map(call -> Map.entry(call, payloads.read(call, actor, purpose)))
                        .filter(read -> read.getValue().content().isPresent())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                read -> read.getValue().content().orElseThrow())))));
        return result.exemplars().stream()
                .map(call -> {
                    byte[] content = kept.get(call);
                    return new Exemplar(
                            call, shown(content == null ? null : CallTexts.text(content, result.text())), null);
                })
                .toList();
    }

    private @Nullable String shown(@Nullable String text) {
        String redacted = redaction.apply(text);
        return redacted == null ? null : redacted.substring(0, Math.min(LONGEST, redacted.length()));
    }
}
