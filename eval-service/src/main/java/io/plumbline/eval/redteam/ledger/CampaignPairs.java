package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.grade.ProbeOutcome;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds the probes that two campaigns share: equal seeds and plans give equal probes, whatever the target.
@Component
public final class CampaignPairs {

    private final JdbcClient jdbc;

    CampaignPairs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A probe with its outcomes with guards in two campaigns.
    public record Pair(String category, boolean harmless, ProbeOutcome first, ProbeOutcome second) {}

    public List<Pair> of(UUID first, UUID second) {
        return jdbc.sql("""
                        select p.category, p.harmless, a.outcome as first, b.outcome as second
                        from campaign_probe p
                        join campaign_answer a on a.campaign_id = p.campaign_id and a.probe = p.probe
                            and a.side = 'GUARDED' and a.outcome <> 'ERROR'
                        join campaign_probe q on q.campaign_id = :second and q.material = p.material
                        join campaign_answer b on b.campaign_id = q.campaign_id and b.probe = q.probe
                            and b.side = 'GUARDED' and b.outcome <> 'ERROR'
                        where p.campaign_id = :first order by p.probe
                        """)
                .param("first", first)
                .param("second", second)
                .query((row, _) -> new Pair(
                        row.getString("category"),
                        row.getBoolean("harmless"),
                        ProbeOutcome.valueOf(row.getString("first")),
                        ProbeOutcome.valueOf(row.getString("second"))))
                .list();
    }
}
