package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.StoredAnswer.ProbeTurn;
import io.plumbline.eval.redteam.probe.Probe;
import io.plumbline.eval.redteam.probe.ProbeOrigin;
import io.plumbline.eval.redteam.result.GradedProbe;
import io.plumbline.eval.trial.Spent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores the probes of campaigns and their outcomes. Each outcome is stored once, whoever brings it.
@Component
public class ProbeStore {

    private static final TypeReference<List<ProbeTurn>> TRANSCRIPT = new TypeReference<>() {};
    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CampaignStore campaigns;

    ProbeStore(JdbcClient jdbc, JsonMapper json, CampaignStore campaigns) {
        this.jdbc = jdbc;
        this.json = json;
        this.campaigns = campaigns;
    }

    /// One outcome that is stored or missing.
    public record Place(int probe, ProbeSide side) {}

    private record ProbeRow(
            int probe,
            String category,
            String strategy,
            String goal,
            boolean harmless,
            String material,
            String origin,
            @Nullable UUID regression) {}

    private record AnswerRow(
            int probe,
            String side,
            String outcome,
            @Nullable String error,
            String transcript,
            @Nullable Double judged,
            @Nullable String guardrails,
            double latency) {}

    /// Stores the probes of a campaign.
    ///
    /// @param sides number of sides on which each is sent
    @Transactional
    public void plan(Campaign campaign, List<StoredProbe> probes, int sides) {
        for (int from = 0; from < probes.size(); from += BATCH) {
            List<ProbeRow> rows = probes.subList(from, Math.min(from + BATCH, probes.size())).stream()
                    .map(this::row)
                    .toList();
            jdbc.sql("""
                            insert into campaign_probe (campaign_id, team, probe, category, strategy, goal, harmless,
                                material, origin, regression)
                            select :campaign, :team, probe, category, strategy, goal, harmless, material, origin,
                                regression
                            from json_to_recordset(cast(:rows as json)) as given (probe int, category text,
                                strategy text, goal text, harmless boolean, material text, origin text,
                                regression uuid)
                            on conflict do nothing
                            """)
                    .param("campaign", campaign.id())
                    .param("team", campaign.team())
                    .param("rows", json.writeValueAsString(rows))
                    .update();
        }
        campaigns.planned(campaign.id(), probes.size() * sides);
    }

    private ProbeRow row(StoredProbe stored) {
        Probe probe = stored.probe();
        return new ProbeRow(
                stored.number(),
                probe.category(),
                probe.strategy(),
                probe.goalId(),
                probe.harmless(),
                json.writeValueAsString(probe),
                stored.origin().name(),
                stored.regression());
    }

    public List<StoredProbe> probes(UUID campaign) {
        return jdbc.sql("select * from campaign_probe where campaign_id = ? order by probe")
                .param(campaign)
                .query((row, _) -> probe(row))
                .list();
    }

    public List<StoredProbe> probes(UUID campaign, List<Integer> numbers) {
        return jdbc.sql("select * from campaign_probe where campaign_id = ? and probe = any(?) order by probe")
                .params(campaign, numbers.toArray(Integer[]::new))
                .query((row, _) -> probe(row))
                .list();
    }

    private StoredProbe probe(ResultSet row) throws SQLException {
        return new StoredProbe(
                row.getInt("probe"),
                json.readValue(row.getString("material"), Probe.class),
                ProbeOrigin.valueOf(row.getString("origin")),
                row.getObject("regression", UUID.class));
    }

    /// Returns what is answered.
    public Set<Place> answered(UUID campaign) {
        return new HashSet<>(jdbc.sql("select probe, side from campaign_answer where campaign_id = ?")
                .param(campaign)
                .query((row, _) -> new Place(row.getInt(1), ProbeSide.valueOf(row.getString(2))))
                .list());
    }

    /// Stores outcomes and counts what they cost; returns false if the campaign has ended.
    @Transactional
    public boolean put(Campaign campaign, List<StoredAnswer> answers) {
        List<AnswerRow> rows = new ArrayList<>();
        int calls = 0;
        long tokens = 0;
        BigDecimal cost = BigDecimal.ZERO;
        for (StoredAnswer answer : answers) {
            Spent spent = answer.spent();
            calls += spent.calls();
            tokens += spent.tokens();
            cost = cost.add(spent.costUsd());
            rows.add(new AnswerRow(
                    answer.probe(),
                    answer.side().name(),
                    answer.outcome().name(),
                    answer.error(),
                    json.writeValueAsString(answer.transcript()),
                    answer.judged(),
                    answer.guardrails(),
                    spent.latencyMs()));
        }
        int stored = jdbc.sql("""
                        insert into campaign_answer (campaign_id, team, probe, side, outcome, error, transcript, judged,
                            guardrails, latency_ms)
                        select :campaign, :team, probe, side, outcome, error, transcript, judged, guardrails, latency
                        from json_to_recordset(cast(:rows as json)) as given (probe int, side text, outcome text,
                            error text, transcript text, judged double precision, guardrails text,
                            latency double precision)
                        on conflict do nothing
                        """)
                .param("campaign", campaign.id())
                .param("team", campaign.team())
                .param("rows", json.writeValueAsString(rows))
                .update();
        return campaigns.count(campaign.id(), stored, new Spent(calls, tokens, cost, 0));
    }

    /// Returns all probes with their outcomes, without texts.
    public List<GradedProbe> graded(UUID campaign) {
        return jdbc.sql("""
                        select p.probe, p.category, p.strategy, p.goal, p.harmless, p.origin,
                            g.outcome as guarded, b.outcome as bypassed, g.judged
                        from campaign_probe p
                        left join campaign_answer g on g.campaign_id = p.campaign_id and g.probe = p.probe
                            and g.side = 'GUARDED'
                        left join campaign_answer b on b.campaign_id = p.campaign_id and b.probe = p.probe
                            and b.side = 'BYPASSED'
                        where p.campaign_id = ? order by p.probe
                        """)
                .param(campaign)
                .query((row, _) -> new GradedProbe(
                        row.getInt("probe"),
                        row.getString("category"),
                        row.getString("strategy"),
                        row.getString("goal"),
                        row.getBoolean("harmless"),
                        ProbeOrigin.valueOf(row.getString("origin")),
                        outcome(row.getString("guarded")),
                        outcome(row.getString("bypassed")),
                        row.getObject("judged", Double.class)))
                .list();
    }

    private static @Nullable ProbeOutcome outcome(@Nullable String name) {
        return name == null ? null : ProbeOutcome.valueOf(name);
    }

    /// Returns a page of the outcomes, by probe and side.
    ///
    /// @param category null for all
    /// @param outcome null for all
    public List<StoredAnswer> answers(
            UUID campaign, @Nullable String category, @Nullable ProbeOutcome outcome, int after, int limit) {
        return jdbc.sql("""
                        select a.* from campaign_answer a
                        join campaign_probe p on p.campaign_id = a.campaign_id and p.probe = a.probe
                        where a.campaign_id = :campaign and 2 * a.probe + (a.side = 'GUARDED')::int > :after
                            and (cast(:category as text) is null or p.category = :category)
                            and (cast(:outcome as text) is null or a.outcome = :outcome)
                        order by 2 * a.probe + (a.side = 'GUARDED')::int limit :limit
                        """)
                .param("campaign", campaign)
                .param("category", category)
                .param("outcome", outcome == null ? null : outcome.name())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> answer(row))
                .list();
    }

    /// Returns the outcomes of these probes on one side.
    public List<StoredAnswer> answers(UUID campaign, ProbeSide side, List<Integer> numbers) {
        return jdbc.sql("""
                        select * from campaign_answer where campaign_id = ? and side = ? and probe = any(?)
                        order by probe
                        """)
                .params(campaign, side.name(), numbers.toArray(Integer[]::new))
                .query((row, _) -> answer(row))
                .list();
    }

    private StoredAnswer answer(ResultSet row) throws SQLException {
        return new StoredAnswer(
                row.getInt("probe"),
                ProbeSide.valueOf(row.getString("side")),
                ProbeOutcome.valueOf(row.getString("outcome")),
                row.getString("error"),
                json.readValue(row.getString("transcript"), TRANSCRIPT),
                row.getObject("judged", Double.class),
                row.getString("guardrails"),
                new Spent(0, 0, BigDecimal.ZERO, row.getDouble("latency_ms")));
    }
}
