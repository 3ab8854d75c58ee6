package io.plumbline.monitoring.rollout;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the analyses of the caller's teams.
@Repository
public class RolloutAnalyses {

    private final JdbcClient jdbc;

    RolloutAnalyses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Lists the newest rollouts first, without their points.
    @Transactional(readOnly = true)
    public Page<CanaryAnalysis> list(Paging paging) {
        TimeCursor after = TimeCursor.of(paging);
        List<CanaryAnalysis> found = jdbc.sql("""
                        select document from rollout_analysis
                        where (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                          and (cast(:afterTime as timestamptz) is null
                               or (started_at, rollout_id) < (cast(:afterTime as timestamptz), cast(:afterId as uuid)))
                        order by started_at desc, rollout_id desc
                        limit :limit
                        """)
                .param("teams", TimeCursor.teams())
                .param("afterTime", after.time())
                .param("afterId", after.id())
                .param("limit", paging.size() + 1)
                .query((row, _) -> AnalysisStore.read(row.getString(1), null))
                .list();
        return Page.of(
                found, paging, analysis -> TimeCursor.behind(analysis.times().startedAt(), analysis.rolloutId()));
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404
    @Transactional(readOnly = true)
    public CanaryAnalysis get(UUID rolloutId) {
        return jdbc.sql("select document, points from rollout_analysis where rollout_id = ?")
                .param(rolloutId)
                .query((row, _) -> AnalysisStore.read(row.getString(1), row.getString(2)))
                .optional()
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because(
                        "This rollout has no analysis. An analysis begins a moment after its rollout."));
    }
}
