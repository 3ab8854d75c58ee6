package io.plumbline.eval.optimiser.run;

import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.optimiser.job.OptimisationStore;
import io.plumbline.eval.optimiser.job.PromptCandidate;
import io.plumbline.eval.optimiser.search.PromptDraft;
import io.plumbline.eval.sibling.ChatCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Has a model rewrite the instructions of a prompt. The model sees earlier instructions with their scores,
/// the best last, and some records that nothing is scored on.
///
/// @see <a href="https://arxiv.org/abs/2309.03409">Yang et al. 2023, Large Language Models as Optimizers</a>
final class PromptProposer {

    private static final int MOST_SHOWN = 8;
    private static final int MOST_RECORDS = 3;
    private static final int LONGEST_SHOWN = 2_000;
    private static final int LONGEST = 8_000;
    private static final String OPEN = "<instructions>";
    private static final String CLOSE = "</instructions>";
    private static final String TASK = """
            You improve the instructions of a prompt for a language model. You get earlier instructions with their \
            scores from 0 to 1, in ascending order, and some questions with expected answers. Write new instructions \
            that differ from all of them and score higher. Keep placeholders such as {{name}} exactly as they are. \
            Never include an answer. Return only the new instructions, between <instructions> and </instructions>.
            """;

    private final ChatCalls calls;
    private final OptimisationStore jobs;
    private final SearchBudget budget;

    PromptProposer(ChatCalls calls, OptimisationStore jobs, SearchBudget budget) {
        this.calls = calls;
        this.jobs = jobs;
        this.budget = budget;
    }

    /// Returns new drafts from a base, at most `most`; fewer if the model returns unusable ones, or the
    /// budget is spent.
    ///
    /// @param scored candidates with their scores so far
    List<PromptDraft> propose(
            SearchSession session, PromptCandidate base, List<PromptCandidate> scored, int most, long seed) {
        List<PromptDraft> drafts = new ArrayList<>();
        String model = Objects.requireNonNull(session.job().plan().proposer());
        for (int i = 0; i < most && budget.allows(session.job(), 1, SearchBudget.TRAINING); i++) {
            ChatCalls.Reply reply = ChatCalls.under(
                    new ChatCalls.Terms(session.job().plan().document().callTimeout(), _ -> {}, _ -> {}),
                    request(session, model, question(session, scored), seed + i));
            jobs.proposed(session.job().id(), reply.inputTokens() + reply.outputTokens(), reply.costUsd());
            String instructions = instructions(reply.text());
            if (instructions != null) {
                drafts.add(base.draft()
                        .instructed(PromptDraft.Origin.PROPOSED, "rewritten by " + model, null, instructions));
            }
        }
        return drafts;
    }

    private Supplier<ChatCalls.Reply> request(SearchSession session, String model, String question, long seed) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", model);
        request.put(
                "messages",
                List.of(Map.of("role", "system", "content", TASK), Map.of("role", "user", "content", question)));
        request.put("temperature", 1);
        request.put("seed", seed);
        request.put(
                "plumbline",
                Map.of(
                        "purpose",
                        "evaluation",
                        "tags",
                        Map.of("optimisation", session.job().id().toString())));
        return () -> calls.ask(request);
    }

    private static String question(SearchSession session, List<PromptCandidate> scored) {
        StringBuilder text = new StringBuilder("Earlier instructions:\n");
        List<PromptCandidate> ascending = scored.stream()
                .filter(candidate -> candidate.train() != null)
                .sorted(Comparator.comparingDouble(PromptProposer::score))
                .toList();
        ascending
                .subList(Math.max(0, ascending.size() - MOST_SHOWN), ascending.size())
                .forEach(candidate -> text.append(String.format(
                        Locale.ROOT,
                        "%nScore %.3f:%n%s%n",
                        score(candidate),
                        cut(candidate.draft().instructions()))));
        text.append("\nQuestions with expected answers:\n");
        shownRecords(session)
                .forEach(item -> text.append("\nQuestion: ")
                        .append(cut(item.input()))
                        .append("\nExpected: ")
                        .append(
                                item.references().isEmpty()
                                        ? "not given"
                                        : cut(item.references().getFirst()))
                        .append('\n'));
        return text.toString();
    }

    private static double score(PromptCandidate candidate) {
        return Objects.requireNonNull(candidate.train()).mean();
    }

    private static List<GateItem> shownRecords(SearchSession session) {
        return session.split().examples().stream()
                .limit(MOST_RECORDS)
                .map(session.records()::get)
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /// Returns the text between the tags; null if there is none, or it is too long.
    static @Nullable String instructions(@Nullable String answer) {
        int open = answer == null ? -1 : answer.lastIndexOf(OPEN);
        int close = answer == null ? -1 : answer.indexOf(CLOSE, Math.max(0, open));
        if (answer == null || open < 0 || close < 0) {
            return null;
        }
        String found = answer.substring(open + OPEN.length(), close).strip();
        return found.isEmpty() || found.length() > LONGEST ? null : found;
    }
}
