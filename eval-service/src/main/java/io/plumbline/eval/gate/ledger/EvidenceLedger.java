package io.plumbline.eval.gate.ledger;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Records which gates ask the same questions of the same systems, in the order of their first answers. A gate is
/// an attempt at its question from its first own answer on, because from then on its course is visible: a
/// cancelled or failed gate has spent its share of the error rate, and its answers count. The evidence of a
/// verdict is fixed when the verdict is found, so a resumed run uses the same answers: those of ended gates,
/// which no longer change. A discarded gate remains an attempt because its course was visible, but its answers
/// count in no other gate.
@Component
public final class EvidenceLedger {

    /// Maximum number of earlier runs whose answers count: the newest with answers of their own.
    static final int MOST_RUNS = 9;

    /// Maximum number of answers of earlier runs together, except the newest, which always counts; bounds memory.
    private static final int MOST_ANSWERS = 500_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    EvidenceLedger(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// The attempt number of a gate, and the earlier gates whose answers count, newest first.
    public record Claim(int attempt, List<UUID> earlier) {

        public static final Claim FIRST = new Claim(1, List.of());

        public Claim {
            earlier = List.copyOf(earlier);
        }
    }

    private record Earlier(UUID id, int answered) {}

    /// Records the question of a gate, once.
    public void recordQuestion(UUID gate, String question) {
        jdbc.sql("update gate set question = ? where id = ? and question is null")
                .params(question, gate)
                .update();
    }

    /// Counts a gate as an attempt at its question, once. Call it before the gate's first own answer is visible.
    /// Does nothing for a gate without a question.
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

    /// Fixes the evidence for the verdict of a gate, once. Concurrent claims are sequential.
    ///
    /// @param fresh whether it has answers of its own; without any, it is the same attempt as the previous gate
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
