package io.plumbline.monitoring.drift;

import io.plumbline.audit.UuidV7;
import io.plumbline.monitoring.drift.DriftStore.Candidate;
import io.plumbline.monitoring.drift.DriftStore.Due;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Chooses the calls whose texts are compared, and reads their texts from where they are: the stored content of
/// calls, the registry's chunks, or the comments of feedback. Calls of erased people are not chosen.
@Repository
class DriftCandidates {

    private static final String NOT_ERASED = """
            and not exists (select from audit.erasure e
                            where e.subject = c.subject and audit.first_id(e.erased_at) > c.call_id)
            """;
    private static final String OF_CALLS = """
            select c.call_id, c.subject, cast(null as timestamptz) as at from gateway_call c
            where c.team = :team and c.route = :route and c.purpose = 'PRODUCTION' and c.outcome = 'SUCCESS'
              and (cast(:variant as text) is null or c.variant = :variant)
              and (cast(:model as text) is null
                   or (coalesce(c.model || '@' || c.model_version, c.upstream_model) = :model
                       and coalesce(c.prompt, '') = :prompt))
              and c.call_id >= audit.first_id(:from) and c.call_id < audit.first_id(:to)
              and not exists (select from drift_sample s where s.baseline = :baseline and s.call_id = c.call_id)
            """;
    private static final String OF_FEEDBACK = """
            select c.call_id, c.subject, max(c.received_at) as at from feedback c
            where c.team = :team and c.route = :route and c.settled and c.comment is not null
              and (cast(:variant as text) is null or c.variant = :variant)
              and (cast(:model as text) is null
                   or exists (select from gateway_call g
                              where g.call_id = c.call_id
                                and coalesce(g.model || '@' || g.model_version, g.upstream_model) = :model
                                and coalesce(g.prompt, '') = :prompt))
              and c.received_at >= :from and c.received_at < :to
              and not exists (select from drift_sample s where s.baseline = :baseline and s.call_id = c.call_id)
            """;

    private final JdbcClient jdbc;
    private final CallTexts contents;
    private final PassageTexts passages;

    DriftCandidates(JdbcClient jdbc, CallTexts contents, PassageTexts passages) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.passages = passages;
    }

    /// Returns random calls of `[from, to)` that may have the text, in the order of time.
    ///
    /// @param version null for all
    List<Candidate> find(Due baseline, ServedVersions.@Nullable Version version, Instant from, Instant to, int limit) {
        DriftPlan plan = baseline.plan();
        String calls = switch (plan.text()) {
            case INPUT, OUTPUT -> OF_CALLS + " and c.has_content " + NOT_ERASED;
            case PASSAGE ->
                OF_CALLS + " and exists (select from call_citation p where p.call_id = c.call_id) " + NOT_ERASED;
            case FEEDBACK -> OF_FEEDBACK + NOT_ERASED + " group by c.call_id, c.subject";
        };
        return jdbc.sql("select call_id, subject, at from (" + calls + """
                         order by md5(c.call_id::text) limit :limit) chosen
                        order by call_id
                        """)
                .param("baseline", baseline.name())
                .param("team", baseline.team())
                .param("route", plan.route())
                .param("variant", plan.variant())
                .param("model", version == null ? null : version.model())
                .param("prompt", version == null ? null : version.prompt())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("limit", limit)
                .query((row, _) -> {
                    UUID call = row.getObject("call_id", UUID.class);
                    Timestamp at = row.getTimestamp("at");
                    return new Candidate(
                            call, at == null ? UuidV7.instantOf(call) : at.toInstant(), row.getString("subject"));
                })
                .list();
    }

    /// Returns the texts of calls. Calls without a readable text are absent.
    Map<UUID, String> texts(Due baseline, List<UUID> calls) {
        return switch (baseline.plan().text()) {
            case INPUT, OUTPUT -> contents.of(baseline, calls);
            case PASSAGE -> passages.of(baseline.team(), calls);
            case FEEDBACK -> comments(calls);
        };
    }

    /// Returns the newest comment of each call, which was redacted when it was stored.
    Map<UUID, String> comments(List<UUID> calls) {
        Map<UUID, String> comments = new HashMap<>();
        jdbc.sql("""
                        select distinct on (call_id) call_id, comment from feedback
                        where call_id = any (cast(? as uuid[])) and settled and comment is not null
                        order by call_id, received_at desc, id desc
                        """)
                .param(calls.stream().map(UUID::toString).toArray(String[]::new))
                .query((RowCallbackHandler) row -> comments.put(row.getObject(1, UUID.class), row.getString(2)));
        comments.values().removeIf(String::isBlank);
        return comments;
    }
}
