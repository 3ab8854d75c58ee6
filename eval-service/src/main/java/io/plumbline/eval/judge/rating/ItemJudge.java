package io.plumbline.eval.judge.rating;

import io.plumbline.eval.judge.rating.Judgement.Method;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.rubric.RubricDocument.Need;
import io.plumbline.eval.sibling.ChatCalls;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Has one answer rated by a rubric, through the gateway. Every call must return a valid rating, or the item is
/// an error: otherwise, a judge that fails on hard items would rate only the easy ones.
///
/// An answer that addresses its judge is rated both unchanged and without those passages, and the lower score
/// counts. So addressing the judge never pays, neither for praise nor to hide a passage.
public final class ItemJudge {

    private final ChatCalls calls;
    private final JudgeDirectedPassages addressed;

    public ItemJudge(ChatCalls calls, JudgeDirectedPassages addressed) {
        this.calls = calls;
        this.addressed = addressed;
    }

    /// @throws java.util.concurrent.CancellationException if the thread was interrupted
    public Judgement judge(JudgeSetting judge, JudgedItem item) {
        RubricDocument rubric = judge.rubric();
        if (rubric.needs(Need.REFERENCES) && item.references().isEmpty()) {
            return failed("the rubric needs references", false, new Spent());
        }
        if (rubric.needs(Need.CONTEXT) && item.context() == null) {
            return failed("the rubric needs a context", false, new Spent());
        }
        Spent spent = new Spent();
        String without = addressed.without(item.answer()).orElse(null);
        if (without == null) {
            return failed(JudgeDirectedPassages.SOMEWHERE, true, spent);
        }
        boolean manipulation = !without.equals(item.answer());
        try {
            Rated rated = rate(judge, item, spent);
            if (manipulation) {
                Rated clean = rate(judge, item.withAnswer(without), spent);
                rated = clean.score() < rated.score() ? clean : rated;
            }
            return new Judgement(
                    rated.score(),
                    rated.deviation(),
                    rated.ratings(),
                    rated.method(),
                    manipulation,
                    null,
                    spent.calls,
                    spent.tokens,
                    spent.cost(),
                    spent.model);
        } catch (InvalidRatingException e) {
            return failed(e.getMessage(), manipulation, spent);
        }
    }

    private record Rated(double score, double deviation, List<Rating> ratings, Method method) {}

    private Rated rate(JudgeSetting judge, JudgedItem item, Spent spent) throws InvalidRatingException {
        JudgePrompt prompt = JudgePrompt.rating(judge, item);
        List<JudgeAnswer> answers = new ArrayList<>();
        for (int sample = 0; sample < judge.samples(); sample++) {
            ChatCalls.Reply reply = spent.ask(calls, judge, prompt.request(judge, sample));
            JudgeAnswer answer = JudgeAnswer.read(reply, prompt, judge.rubric(), item.answer());
            if (answer.weighted()) {
                return rated(judge.rubric(), answer.ratings(), Method.LOGPROBS);
            }
            answers.add(answer);
        }
        List<Rating> ratings = answers.size() == 1 ? answers.getFirst().ratings() : averaged(answers);
        return rated(judge.rubric(), ratings, answers.size() == 1 ? Method.SINGLE : Method.SAMPLES);
    }

    private static Rated rated(RubricDocument rubric, List<Rating> ratings, Method method) {
        double score =
                rubric.score(ratings.stream().mapToDouble(Rating::expected).toArray());
        // the deviations' own weighted mean: levels of one answer move together
        double deviation = rubric.score(ratings.stream()
                .mapToDouble(rating -> rubric.scale().min() + rating.deviation())
                .toArray());
        return new Rated(score, deviation, ratings, method);
    }

    /// Returns the mean levels of several ratings, with the evidence and level of the first.
    private static List<Rating> averaged(List<JudgeAnswer> answers) {
        List<Rating> averaged = new ArrayList<>();
        List<Rating> first = answers.getFirst().ratings();
        for (int i = 0; i < first.size(); i++) {
            double sum = 0;
            double squares = 0;
            for (JudgeAnswer answer : answers) {
                double level = answer.ratings().get(i).level();
                sum += level;
                squares += level * level;
            }
            double mean = sum / answers.size();
            double deviation = Math.sqrt(Math.max(0, squares / answers.size() - mean * mean));
            Rating rating = first.get(i);
            averaged.add(new Rating(
                    rating.criterion(),
                    rating.level(),
                    mean,
                    deviation,
                    rating.evidence(),
                    rating.quoted(),
                    rating.reasoning()));
        }
        return averaged;
    }

    private static Judgement failed(String error, boolean manipulation, Spent spent) {
        return new Judgement(
                null, null, List.of(), null, manipulation, error, spent.calls, spent.tokens, spent.cost(), spent.model);
    }

    /// The accumulated calls of one item.
    static final class Spent {

        private int calls;
        private long tokens;
        private @Nullable BigDecimal cost = BigDecimal.ZERO;
        private @Nullable String model;

        ChatCalls.Reply ask(ChatCalls calls, JudgeSetting judge, Map<String, Object> request)
                throws InvalidRatingException {
            ChatCalls.Reply reply = calls.ask(request);
            this.calls++;
            tokens += reply.inputTokens() + reply.outputTokens();
            if (reply.error() != null) {
                cost = cost == null || reply.costUsd() == null ? cost : cost.add(reply.costUsd());
                throw new InvalidRatingException("the judge gave no answer: " + reply.error());
            }
            if (judge.served() != null && !judge.served().equals(reply.serving().configuration())) {
                throw new InvalidRatingException(
                        "the judge was not served by the configuration that the gate began with");
            }
            cost = cost == null || reply.costUsd() == null ? null : cost.add(reply.costUsd());
            String said = reply.body().path("model").asString("");
            model = said.isBlank() || said.length() > 200 ? model : said;
            return reply;
        }

        int calls() {
            return calls;
        }

        @Nullable
        BigDecimal cost() {
            return cost;
        }

        @Nullable
        String model() {
            return model;
        }
    }
}
