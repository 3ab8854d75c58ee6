package io.plumbline.eval.judge;

import io.plumbline.eval.judge.JudgeRequests.AnswerItem;
import io.plumbline.eval.judge.JudgeRequests.AnswerPair;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.judge.rating.PairJudge;
import io.plumbline.eval.judge.rating.PairwisePreference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Has a judge rate many items with bounded concurrency.
public final class JudgeExecutor {

    private static final int CONCURRENCY = 8;

    private final ItemJudge items;
    private final PairJudge pairs;
    /// Limits all requests of this replica together.
    private final Semaphore places = new Semaphore(4 * CONCURRENCY);

    JudgeExecutor(ItemJudge items, PairJudge pairs) {
        this.items = items;
        this.pairs = pairs;
    }

    /// Returns results in item order.
    List<Judgement> judge(JudgeSetting judge, List<AnswerItem> given) {
        return rate(judge, given.stream().map(AnswerItem::judged).toList());
    }

    /// Returns results in item order.
    ///
    /// @throws CancellationException if the thread was interrupted
    public List<Judgement> rate(JudgeSetting judge, List<JudgedItem> given) {
        return each(given, item -> items.judge(judge, item));
    }

    /// Returns results in pair order.
    List<PairwisePreference> compare(JudgeSetting judge, List<AnswerPair> given) {
        return each(given, pair -> pairs.compare(judge, pair.judged(), pair.second()));
    }

    private <T, R> List<R> each(List<T> given, Function<T, R> ask) {
        Semaphore own = new Semaphore(CONCURRENCY);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> asked = new ArrayList<>();
            for (T one : given) {
                own.acquire();
                asked.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return ask.apply(one);
                    } finally {
                        places.release();
                        own.release();
                    }
                }));
            }
            List<R> answers = new ArrayList<>();
            for (Future<R> one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a judge was asked");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a judge could not be asked", e.getCause());
        }
    }
}
