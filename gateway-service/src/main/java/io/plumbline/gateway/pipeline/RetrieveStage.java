package io.plumbline.gateway.pipeline;

import io.plumbline.clients.gateway.CallRetrieval;
import io.plumbline.clients.gateway.CallRetrieval.CitedChunk;
import io.plumbline.clients.registry.Passage;
import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.pipeline.call.GuardedCall;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.request.Citations;
import io.plumbline.gateway.pipeline.request.Spotlighting;
import io.plumbline.gateway.retrieval.KnowledgeBases;
import io.plumbline.gateway.route.definition.RetrievalTerms;
import io.plumbline.gateway.tokens.TokenEstimate;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Adds passages of the route's knowledge base to a chat, and marks the texts of third parties. The last message of
/// a user is the query, as the input guard has redacted it. The search has the caller's rights. Each passage is
/// guarded by the rules for retrieved text; what they block is left out, and the call goes on. The call's event
/// names all of them, and the answer cites those that the model received. Stored content contains no passages, so
/// that a deleted document does not survive in it. Thread-safe.
@Component
final class RetrieveStage {

    private static final double SCORE_DIGITS = 1e6;

    private final KnowledgeBases bases;
    private final InputGuard guard;
    private final Spotlighting spotlighting;

    RetrieveStage(KnowledgeBases bases, InputGuard guard, Spotlighting spotlighting) {
        this.bases = bases;
        this.guard = guard;
        this.spotlighting = spotlighting;
    }

    /// @throws ProblemException `retrieval-unavailable`
    GuardedCall retrieve(GuardedCall guarded) {
        ResolvedCall call = guarded.resolved();
        RetrievalTerms terms = call.resolution().way().options().retrieval();
        Given given = terms == null || call.request().surface().operation() != Operation.CHAT
                ? Given.NOTHING
                : given(call, terms);
        String question = given.passages().isEmpty() ? null : call.request().question();
        return new GuardedCall(
                call,
                guarded.form(),
                given.passages(),
                question,
                spotlighting.mark(call.request(), given.texts(), call.policy(), call.team()));
    }

    /// @param passages that the model receives
    /// @param texts of the passages as the model receives them, in the same order
    private record Given(List<Passage> passages, List<String> texts) {

        static final Given NOTHING = new Given(List.of(), List.of());
    }

    private Given given(ResolvedCall call, RetrievalTerms terms) {
        CallAccount account = call.account();
        List<Passage> found;
        try {
            found = find(call, terms);
        } catch (ProblemException unavailable) {
            account.retrieved(new CallRetrieval(terms.knowledgeBase(), null, null, true));
            if (terms.onFailureOrUsual() == RetrievalTerms.Failure.REFUSE) {
                throw unavailable;
            }
            found = List.of();
        }
        List<Passage> passages = new ArrayList<>();
        List<Passage> withheld = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Deadline deadline = guard.deadline(call.policy());
        for (Passage passage : found) {
            String text = guard.guardPassage(
                    Citations.text(passage), call.policy(), call.team(), call.hidden(), deadline, account.guards());
            if (text == null) {
                withheld.add(passage);
            } else {
                passages.add(passage);
                texts.add(text);
            }
        }
        if (account.retrieval() == null) {
            account.retrieved(new CallRetrieval(terms.knowledgeBase(), cited(passages), cited(withheld), null));
        }
        CallHeaders.guarded(account, call.response());
        call.delivery().adds(Citations.of(terms.knowledgeBase(), passages));
        return new Given(passages, texts);
    }

    /// Returns the best passages within the size that the route allows.
    private List<Passage> find(ResolvedCall call, RetrievalTerms terms) {
        String question = call.request().question();
        if (question.isBlank()) {
            return List.of();
        }
        List<Passage> fitting = new ArrayList<>();
        long left = terms.tokensOrUsual();
        for (Passage passage : bases.find(terms, call.team(), call.client().caller(), question)) {
            long tokens = TokenEstimate.ofCharacters(Citations.text(passage).length());
            if (tokens <= left) {
                left -= tokens;
                fitting.add(passage);
            }
        }
        return fitting;
    }

    private static @Nullable List<CitedChunk> cited(List<Passage> passages) {
        return passages.isEmpty()
                ? null
                : passages.stream()
                        .map(passage -> new CitedChunk(
                                passage.chunk(),
                                passage.document(),
                                passage.version(),
                                Math.round(passage.score() * SCORE_DIGITS) / SCORE_DIGITS))
                        .toList();
    }
}
