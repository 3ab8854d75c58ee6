package io.plumbline.eval.judge.rating;

import io.plumbline.eval.judge.rating.ItemJudge.Spent;
import io.plumbline.eval.judge.rating.PairwisePreference.Choice;
import io.plumbline.eval.sibling.ChatCalls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Has two answers compared in both orders, through the gateway. If the orders disagree, the position decided
/// rather than the answers, and the comparison is a tie.
///
/// Passages that address the judge are removed from both answers before the comparison, because there is no lower
/// score to use.
///
/// @see <a href="https://arxiv.org/abs/2306.05685">Zheng et al. 2023, on position bias</a>
public final class PairJudge {

    private final ChatCalls calls;
    private final JudgeDirectedPassages addressed;

    public PairJudge(ChatCalls calls, JudgeDirectedPassages addressed) {
        this.calls = calls;
        this.addressed = addressed;
    }

    /// @param item the question and other material; its own answer is the first
    /// @throws java.util.concurrent.CancellationException if the thread was interrupted
    public PairwisePreference compare(JudgeSetting judge, JudgedItem item, String second) {
        String one = addressed.without(item.answer()).orElse(null);
        String other = addressed.without(second).orElse(null);
        Spent spent = new Spent();
        if (one == null || other == null) {
            return failed(JudgeDirectedPassages.SOMEWHERE, true, spent);
        }
        boolean manipulation = !one.equals(item.answer()) || !other.equals(second);
        try {
            Said forth = ask(judge, JudgePrompt.comparison(judge, item, one, other), spent, 0);
            Said back = ask(judge, JudgePrompt.comparison(judge, item, other, one), spent, 1);
            Choice putBack = back.better().swapped();
            boolean consistent = forth.better() == putBack;
            return new PairwisePreference(
                    consistent ? forth.better() : Choice.TIE,
                    consistent,
                    forth.better(),
                    putBack,
                    manipulation,
                    forth.evidence(),
                    forth.reasoning(),
                    null,
                    spent.calls(),
                    spent.cost(),
                    spent.model());
        } catch (InvalidRatingException e) {
            return failed(e.getMessage(), manipulation, spent);
        }
    }

    private record Said(Choice better, String evidence, String reasoning) {}

    private Said ask(JudgeSetting judge, JudgePrompt prompt, Spent spent, int sample) throws InvalidRatingException {
        ChatCalls.Reply reply = spent.ask(calls, judge, prompt.request(judge, sample));
        JsonNode verdict = JudgeAnswer.object(reply, prompt);
        String evidence = JudgeAnswer.text(verdict.path("evidence"), "evidence", "the comparison");
        String reasoning = JudgeAnswer.text(verdict.path("reasoning"), "reasoning", "the comparison");
        Choice better = switch (verdict.path("better").asString("")) {
            case "FIRST" -> Choice.FIRST;
            case "SECOND" -> Choice.SECOND;
            case "TIE" -> Choice.TIE;
            default -> throw new InvalidRatingException("the verdict does not say which answer is better");
        };
        return new Said(better, evidence, reasoning);
    }

    private static PairwisePreference failed(@Nullable String error, boolean manipulation, Spent spent) {
        return new PairwisePreference(
                null, null, null, null, manipulation, null, null, error, spent.calls(), spent.cost(), spent.model());
    }
}
