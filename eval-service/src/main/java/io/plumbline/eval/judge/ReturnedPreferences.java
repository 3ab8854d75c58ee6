package io.plumbline.eval.judge;

import io.plumbline.eval.judge.JudgeRequests.AnswerPair;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.judge.rating.PairwisePreference;
import io.plumbline.eval.judge.rating.PairwisePreference.Choice;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Remembers the preferences that judges returned to comparisons of named systems, for rankings. The first one on the
/// same two answers counts: otherwise, a caller could repeat the call until the judge prefers the desired one. It
/// stores digests of the texts, for 90 days.
@Service
public class ReturnedPreferences {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Clock clock;

    ReturnedPreferences(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param item digest of the question
    public record Preferred(String first, String second, String item, Choice winner) {}

    /// Stores the preferences of a request whose pairs name both systems.
    @Transactional
    public void store(Judge judge, List<AnswerPair> pairs, List<PairwisePreference> preferences) {
        Instant now = clock.instant();
        jdbc.sql("delete from judge_preference where team = ? and created_at < ?")
                .params(judge.team(), Timestamp.from(now.minus(KEPT)))
                .update();
        for (int i = 0; i < pairs.size(); i++) {
            AnswerPair pair = pairs.get(i);
            Choice winner = preferences.get(i).winner();
            if (winner != null && pair.firstSystem() != null && pair.secondSystem() != null) {
                insert(judge, pair, winner, now);
            }
        }
    }

    private void insert(Judge judge, AnswerPair pair, Choice winner, Instant now) {
        jdbc.sql("""
                        insert into judge_preference (team, judge_digest, material, item, first_system, second_system,
                            winner, created_at)
                        values (?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(judge.team(), judge.digest(), material(pair), digest(pair.input()))
                .params(Objects.requireNonNull(pair.firstSystem()), Objects.requireNonNull(pair.secondSystem()))
                .params(winner.name(), Timestamp.from(now))
                .update();
    }

    /// Equal for the same two answers of the same systems in either order.
    private static String material(AnswerPair pair) {
        return digest(JSON.writeValueAsString(List.of(
                pair.input(),
                new TreeSet<>(List.of(
                        JSON.writeValueAsString(List.of(Objects.requireNonNull(pair.firstSystem()), pair.first())),
                        JSON.writeValueAsString(
                                List.of(Objects.requireNonNull(pair.secondSystem()), pair.second())))))));
    }

    private static String digest(String text) {
        return Digests.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Returns the newest preferences of the current judge.
    @Transactional(readOnly = true)
    public List<Preferred> of(Judge judge, int most) {
        return jdbc.sql("""
                        select first_system, second_system, encode(item, 'hex'), winner from judge_preference
                        where team = ? and judge_digest = ? order by created_at desc, material limit ?
                        """)
                .params(judge.team(), judge.digest(), most)
                .query((row, _) -> new Preferred(
                        row.getString(1), row.getString(2), row.getString(3), Choice.valueOf(row.getString(4))))
                .list();
    }
}
