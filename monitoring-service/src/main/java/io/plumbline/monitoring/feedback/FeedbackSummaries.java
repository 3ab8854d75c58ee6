package io.plumbline.monitoring.feedback;

import io.plumbline.monitoring.feedback.FeedbackSummary.RatingFigures;
import io.plumbline.monitoring.feedback.FeedbackSummary.VersionFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Sums up feedback for the caller's teams.
@Repository
class FeedbackSummaries {

    private static final int LONGEST_QUERY_SECONDS = 20;
    private static final int MOST_VERSIONS = 200;
    private static final String FIGURES = """
            count(*) as feedback, count(score) as rated, count(*) filter (where thumbs = 'UP') as up,
            count(*) filter (where thumbs = 'DOWN') as down, count(comment) as comments,
            count(correction) as corrections, count(*) filter (where training_consent) as trainable,
            avg(score) as mean_score, count(*) filter (where score >= :satisfied) as satisfied
            """;

    private final JdbcClient jdbc;

    FeedbackSummaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true, timeout = LONGEST_QUERY_SECONDS)
    FeedbackSummary of(FeedbackQuery query) {
        FeedbackSelection selection = FeedbackSelection.of(query);
        RatingFigures all = jdbc.sql("select " + FIGURES + " from feedback where " + selection.where())
                .params(selection.parameters())
                .param("satisfied", Satisfaction.SATISFIED)
                .query((row, _) -> figures(row))
                .single();
        List<VersionFigures> versions = jdbc.sql("select route, model, prompt, " + FIGURES + " from feedback where "
                        + selection.where()
                        + " group by route, model, prompt order by count(*) desc, route, model, prompt limit :limit")
                .params(selection.parameters())
                .param("satisfied", Satisfaction.SATISFIED)
                .param("limit", MOST_VERSIONS + 1)
                .query((row, _) -> new VersionFigures(
                        row.getString("route"), row.getString("model"), row.getString("prompt"), figures(row)))
                .list();
        return new FeedbackSummary(
                all, versions.subList(0, Math.min(MOST_VERSIONS, versions.size())), versions.size() <= MOST_VERSIONS);
    }

    private static RatingFigures figures(ResultSet row) throws SQLException {
        return new RatingFigures(
                row.getLong("feedback"),
                row.getLong("rated"),
                row.getLong("up"),
                row.getLong("down"),
                row.getLong("comments"),
                row.getLong("corrections"),
                row.getLong("trainable"),
                row.getObject("mean_score", Double.class),
                Satisfaction.of(row.getLong("satisfied"), row.getLong("rated")));
    }
}
