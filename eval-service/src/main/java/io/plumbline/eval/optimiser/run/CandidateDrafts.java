package io.plumbline.eval.optimiser.run;

import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.optimiser.job.CandidateStore;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.optimiser.search.FewShotExamples;
import io.plumbline.eval.optimiser.search.FewShotExamples.Example;
import io.plumbline.eval.optimiser.search.PromptDraft;
import io.plumbline.eval.optimiser.search.PromptEdits;
import io.plumbline.eval.optimiser.search.TemplateMessage;
import io.plumbline.kit.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the candidates of a generation: rewritten or edited instructions of the best prompt so far, and the
/// best prompt without examples with sets of examples. Drafts that are no valid template, or that were tried,
/// are left out.
final class CandidateDrafts {

    /// The least score of an own answer to be an example; otherwise the reference is.
    private static final double GOOD = 0.75;

    private static final String FEW_SHOT = "FEW_SHOT";

    private final CandidateStore candidates;
    private final CandidateTrials trials;
    private final PromptProposer proposer;

    CandidateDrafts(CandidateStore candidates, CandidateTrials trials, PromptProposer proposer) {
        this.candidates = candidates;
        this.trials = trials;
        this.proposer = proposer;
    }

    /// Makes and stores a generation, unless it was stored.
    ///
    /// @param most number of candidates to make
    void make(SearchSession session, int generation, int most) {
        List<PromptCandidate> known = candidates.of(session.job().id());
        if (most < 1 || known.stream().anyMatch(candidate -> candidate.generation() == generation)) {
            return;
        }
        OptimisationPlan.Strategy strategy = session.job().plan().strategy();
        int withExamples = strategy.changesInstructions() ? (strategy.addsExamples() ? most / 2 : 0) : most;
        List<PromptCandidate> made = new ArrayList<>();
        PromptCandidate best = best(known, false);
        Drafts drafts = new Drafts(session, known, generation, made);
        long seed = session.job().plan().seed() + generation;
        if (withExamples > 0) {
            PromptCandidate plain = best(known, true);
            drafts.add(plain, FewShotExamples.of(plain.draft(), examples(session, plain), withExamples, seed));
        }
        if (strategy.changesInstructions()) {
            int left = most - made.size();
            drafts.add(
                    best,
                    session.job().plan().proposer() == null
                            ? PromptEdits.of(best.draft(), left, seed)
                            : proposer.propose(session, best, known, left, seed));
        }
        made.forEach(candidate -> candidates.insert(session.job(), candidate));
    }

    /// Collects valid drafts that were not tried.
    private record Drafts(
            SearchSession session, List<PromptCandidate> known, int generation, List<PromptCandidate> made) {

        void add(PromptCandidate parent, List<PromptDraft> drafts) {
            Set<List<TemplateMessage>> tried = new HashSet<>();
            known.forEach(candidate -> tried.add(candidate.draft().messages()));
            made.forEach(candidate -> tried.add(candidate.draft().messages()));
            for (PromptDraft draft : drafts) {
                if (session.isValid(draft) && tried.add(draft.messages())) {
                    made.add(PromptCandidate.of(known.size() + made.size(), generation, parent.number(), draft));
                }
            }
        }
    }

    /// Returns the candidate with the best training score, of equal ones the first; the original without
    /// scores.
    private static PromptCandidate best(List<PromptCandidate> known, boolean withoutExamples) {
        return known.stream()
                .filter(candidate ->
                        !withoutExamples || !hasExamples(candidate.draft().technique()))
                .max(Comparator.comparingDouble(CandidateDrafts::score)
                        .thenComparing(
                                Comparator.comparingInt(PromptCandidate::number).reversed()))
                .orElse(known.getFirst());
    }

    private static boolean hasExamples(@Nullable String technique) {
        return technique != null && technique.contains(FEW_SHOT);
    }

    private static double score(PromptCandidate candidate) {
        PromptCandidate.Score train = candidate.train();
        return train == null ? -1 : train.mean();
    }

    /// Returns examples from the records that nothing is scored on: the original's answer if it is good, else
    /// the reference.
    private List<Example> examples(SearchSession session, PromptCandidate base) {
        PromptCandidate original = candidates.of(session.job().id()).getFirst();
        trials.ask(session, original, session.split().examples(), true, SearchBudget.TRAINING);
        PromptTemplate template = session.template(base.draft());
        List<Example> examples = new ArrayList<>();
        for (int record : session.split().examples()) {
            GateItem item = session.records().get(record);
            Optional<String> answer = candidates
                    .answer(session.job().id(), original.number(), record)
                    .filter(trial -> Objects.requireNonNullElse(trial.score(), 0.0) >= GOOD)
                    .map(trial -> Objects.requireNonNull(trial.answer()))
                    .or(() -> item.references().stream().findFirst());
            answer.map(text -> new Example(question(session, template, item), text))
                    .filter(Example::isUsable)
                    .ifPresent(examples::add);
        }
        return examples;
    }

    private static String question(SearchSession session, PromptTemplate template, GateItem item) {
        var messages = session.render(template, item);
        return messages.path(messages.size() - 1).path("content").asString("");
    }
}
