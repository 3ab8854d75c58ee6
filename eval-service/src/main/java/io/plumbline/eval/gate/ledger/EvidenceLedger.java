package io.plumbline.eval.gate.ledger;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Which gates ask the same of the same systems, in the order in which their first answers came. A gate is an
/// attempt at its question from its first own answer on, since from then on one can see how it goes: so one
/// that is cancelled, or fails, has spent its share of the error like any other, and its answers count. What
/// a verdict rests on is fixed when it is found, so that a run that goes on judges by the same answers: those
/// of gates that have ended, to which nothing is added any more. A discarded gate stays an attempt, since its
/// course was seen, but its answers count in no other gate.
public final class EvidenceLedger {

    /// Earlier runs whose answers count, the newest ones that have answers of their own.
    static final int MOST_RUNS = 9;

    /// Of earlier runs together, but for the newest, which always counts: a bound on memory.
    private static final int MOST_ANSWERS = 500_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public EvidenceLedger(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// Which attempt a gate is, and the earlier gates whose answers count, the newest first.
    public record Claim(int attempt, List<UUID> earlier) {

        public static final Claim FIRST = new Claim(1, List.of());

        public Claim {
            earlier = List.copyOf(earlier);
        }
    }

    private record Earlier(UUID id, int answered) {}

    /// Notes what a gate asks, once.
    public void recordQuestion(UUID gate, String question) {
        jdbc.sql("update gate set question = ? where id = ? and question is null")
                .params(question, gate)
                .update();
    }

    /// Counts a gate as an attempt at its question, once; to be done before its first own answer can be
    /// seen. Does nothing for a gate without a question.
    public void count(UUID gate) {
        jdbc.sql("select question from gate where id = ? and question is not null and not counted")
                .param(gate)
                .query(String.class)
                .optional()
                .ifPresent(question -> transactions.executeWithoutResult(_ -> {
                    lock(question);
                    jdbc.sql("""
                                    update gate set counted = true, attempt = (select coalesce(max(attempt), 0) + 1
                                        from gate where question = :question)
                                    where id = :gate and not counted
                                    """)
                            .param("question", question)
                            .param("gate", gate)
                            .update();
                }));
    }

    /// Fixes what the verdict of a gate rests on, once. Those that come at the same time come one after the
    /// other.
    ///
    /// @param fresh whether it has answers of its own; one that has none is the same attempt as the one before,
    ///     until it has
    public Claim claim(UUID gate, boolean fresh) {
        return jdbc.sql("select question from gate where id = ? and question is not null")
                .param(gate)
                .query(String.class)
                .optional()
                .map(question -> Objects.requireNonNull(transactions.execute(_ -> claim(gate, question, fresh))))
                .orElse(Claim.FIRST);
    }

    private Claim claim(UUID gate, String question, boolean fresh) {
        lock(question);
        jdbc.sql("""
                        update gate set counted = :fresh,
                            attempt = (select greatest(1, coalesce(max(attempt), 0) + :step)
                                from gate where question = :question)
                        where id = :gate and attempt is null
                        """)
                .param("fresh", fresh)
                .param("step", fresh ? 1 : 0)
                .param("question", question)
                .param("gate", gate)
                .update();
        jdbc.sql("""
                        update gate set settled = true, evidence = cast(:evidence as uuid[])
                        where id = :gate and not settled and status in ('QUEUED', 'RUNNING')
                        """)
                .param("gate", gate)
                .param(
                        "evidence",
                        earlier(gate, question).stream().map(UUID::toString).toArray(String[]::new))
                .update();
        return jdbc.sql("select attempt, evidence from gate where id = ?")
                .param(gate)
                .query((row, _) -> new Claim(row.getInt(1), ids(row.getArray(2))))
                .single();
    }

    private void lock(String question) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 2))")
                .param(question)
                .query(Integer.class)
                .single();
    }

    private List<UUID> earlier(UUID gate, String question) {
        List<Earlier> found = jdbc.sql("""
                        select id, answered from gate
                        where question = :question and id <> :gate and answered > failed + cached
                            and discarded is null
                            and status in ('DONE', 'CANCELLED', 'ERROR')
                        order by id desc limit :most
                        """)
                .param("question", question)
                .param("gate", gate)
                .param("most", MOST_RUNS)
                .query((row, _) -> new Earlier(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
        List<UUID> taken = new ArrayList<>();
        long answers = 0;
        for (Earlier one : found) {
            answers += one.answered();
            if (!taken.isEmpty() && answers > MOST_ANSWERS) {
                break;
            }
            taken.add(one.id());
        }
        return taken;
    }

    private static List<UUID> ids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }
}
