package io.plumbline.eval.gate.ledger;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Which gates ask the same of the same systems, in the order in which they come to their verdicts. What one
/// rests on is fixed when its attempt is counted, so that a run that goes on judges by the same answers.
///
/// Of gates that were cancelled or failed the answers count too: else whoever does not like what comes could
/// cancel in time.
public final class EvidenceLedger {

    /// Earlier runs whose answers count, the newest ones.
    static final int MOST_RUNS = 9;

    /// Of earlier runs together: a bound on memory.
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

    /// Notes what a gate asks.
    public void asks(UUID gate, String question) {
        jdbc.sql("update gate set question = ? where id = ?")
                .params(question, gate)
                .update();
    }

    /// Counts a gate as an attempt at its question, once. Those that come at the same time come one after the
    /// other.
    ///
    /// @param fresh whether it has asked anything; one that has not is the same attempt as the one before
    public Claim claim(UUID gate, String question, boolean fresh) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 2))")
                    .param(question)
                    .query(Integer.class)
                    .single();
            jdbc.sql("""
                            update gate set evidence = cast(:evidence as uuid[]),
                                attempt = (select greatest(1, coalesce(max(attempt), 0) + :step)
                                    from gate where question = :question)
                            where id = :gate and question = :question and attempt is null
                            """)
                    .param(
                            "evidence",
                            earlier(gate, question).stream().map(UUID::toString).toArray(String[]::new))
                    .param("question", question)
                    .param("gate", gate)
                    .param("step", fresh ? 1 : 0)
                    .update();
            return jdbc.sql("select coalesce(attempt, 1), evidence from gate where id = ?")
                    .param(gate)
                    .query((row, _) -> new Claim(row.getInt(1), ids(row.getArray(2))))
                    .single();
        }));
    }

    private List<UUID> earlier(UUID gate, String question) {
        List<Earlier> found = jdbc.sql("""
                        select id, answered from gate
                        where question = :question and id <> :gate
                            and (attempt is not null or status in ('CANCELLED', 'ERROR'))
                        order by id desc limit :most
                        """)
                .param("question", question)
                .param("gate", gate)
                .param("most", MOST_RUNS)
                .query((row, _) -> new Earlier(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
        List<UUID> taken = new ArrayList<>();
        int answers = 0;
        for (Earlier one : found) {
            answers += one.answered();
            if (answers > MOST_ANSWERS) {
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
