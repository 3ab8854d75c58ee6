package io.plumbline.eval.judge;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Remembers the scores that judges returned, so that uploaded ratings need not be trusted. It stores a digest of
/// the material, never the texts, for as long as a calibration may be valid.
@Service
public class ReturnedRatings {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final UuidV7 ids;
    private final Clock clock;

    ReturnedRatings(JdbcClient jdbc, UuidV7 ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /// A returned rating, and the judge's first rating of the same material. The first counts: otherwise, a
    /// caller could repeat the call until the judge gives the desired rating.
    ///
    /// @param material digest of what the judge saw
    public record Returned(UUID id, String material, UUID first, double score) {}

    /// Stores the scores of a request.
    ///
    /// @return the id of each item's rating, in item order; null on an error
    @Transactional
    public List<@Nullable UUID> store(Judge judge, List<JudgedItem> items, List<Judgement> judgements) {
        Instant now = clock.instant();
        jdbc.sql("delete from judge_verdict where team = ? and created_at < ?")
                .params(judge.team(), Timestamp.from(now.minus(KEPT)))
                .update();
        List<@Nullable UUID> stored = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Double score = judgements.get(i).score();
            stored.add(score == null ? null : insert(judge, items.get(i), score, now));
        }
        return stored;
    }

    private UUID insert(Judge judge, JudgedItem item, double score, Instant now) {
        UUID id = ids.next();
        jdbc.sql("""
                        insert into judge_verdict (id, team, judge_digest, material, score, created_at)
                        values (?, ?, ?, decode(?, 'hex'), ?, ?)
                        """)
                .params(id, judge.team(), judge.digest(), digest(item), score, Timestamp.from(now))
                .update();
        return id;
    }

    /// Returns id → rating of the current judge; other ids are omitted.
    @Transactional(readOnly = true)
    public Map<UUID, Returned> of(Judge judge, Collection<UUID> verdicts) {
        return jdbc
                .sql("""
                        select v.id, encode(v.material, 'hex'), f.id, f.score
                        from judge_verdict v cross join lateral (
                            select id, score from judge_verdict f
                            where f.team = v.team and f.judge_digest = v.judge_digest and f.material = v.material
                            order by f.id limit 1) f
                        where v.team = ? and v.judge_digest = ? and v.id = any(?)
                        """)
                .params(judge.team(), judge.digest(), verdicts.toArray(UUID[]::new))
                .query((row, _) -> new Returned(
                        row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class), row.getDouble(4)))
                .list()
                .stream()
                .collect(Collectors.toMap(Returned::id, Function.identity()));
    }

    private static String digest(JudgedItem item) {
        return Digests.hex(JSON.writeValueAsString(item).getBytes(StandardCharsets.UTF_8));
    }
}
