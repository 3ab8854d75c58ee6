package io.plumbline.eval.harm.ledger;

import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmMeasure;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.harm.item.HarmItem;
import io.plumbline.eval.trial.Spent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Stores the prompts of measurements and their answers. Each answer is stored once.
@Component
public class HarmAnswerStore {

    private static final TypeReference<Map<String, Double>> MEASURES = new TypeReference<>() {};
    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final HarmStore measurements;

    HarmAnswerStore(JdbcClient jdbc, JsonMapper json, HarmStore measurements) {
        this.jdbc = jdbc;
        this.json = json;
        this.measurements = measurements;
    }

    /// One answer that is stored or missing.
    public record Place(int item, int sample) {}

    private record ItemRow(int item, String material) {}

    private record AnswerRow(
            int item,
            int sample,
            String outcome,
            @Nullable String error,
            String answer,
            Map<String, Double> measures) {}

    /// Stores the prompts of a measurement, in their order.
    ///
    /// @param leftOut number of records that are no prompts
    @Transactional
    public void plan(HarmMeasurement measurement, List<HarmItem> items, int leftOut) {
        for (int from = 0; from < items.size(); from += BATCH) {
            List<ItemRow> rows = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, items.size()); i++) {
                rows.add(new ItemRow(i, json.writeValueAsString(items.get(i))));
            }
            jdbc.sql("""
                            insert into harm_item (measurement_id, team, item, material)
                            select :measurement, :team, item, material
                            from json_to_recordset(cast(:rows as json)) as given (item int, material text)
                            on conflict do nothing
                            """)
                    .param("measurement", measurement.id())
                    .param("team", measurement.team())
                    .param("rows", json.writeValueAsString(rows))
                    .update();
        }
        measurements.planned(
                measurement.id(), items.size() * measurement.request().samples(), leftOut);
    }

    /// Returns the prompts by their numbers.
    public List<HarmItem> items(UUID measurement) {
        return jdbc.sql("select material from harm_item where measurement_id = ? order by item")
                .param(measurement)
                .query((row, _) -> json.readValue(row.getString(1), HarmItem.class))
                .list();
    }

    /// Returns what is answered.
    public Set<Place> answered(UUID measurement) {
        return new HashSet<>(jdbc.sql("select item, sample from harm_answer where measurement_id = ?")
                .param(measurement)
                .query((row, _) -> new Place(row.getInt(1), row.getInt(2)))
                .list());
    }

    /// Stores answers and counts what they cost; returns false if the measurement has ended.
    @Transactional
    public boolean put(HarmMeasurement measurement, List<HarmAnswer> answers) {
        List<AnswerRow> rows = new ArrayList<>();
        Spent spent = Spent.NOTHING;
        for (HarmAnswer answer : answers) {
            spent = spent.plus(answer.spent());
            Map<String, Double> measures = new TreeMap<>();
            answer.measures().forEach((measure, value) -> measures.put(measure.code(), value));
            rows.add(new AnswerRow(
                    answer.item(), answer.sample(), answer.outcome().name(), answer.error(), answer.text(), measures));
        }
        int stored = jdbc.sql("""
                        insert into harm_answer (measurement_id, team, item, sample, outcome, error, answer, measures)
                        select :measurement, :team, item, sample, outcome, error, answer, measures
                        from json_to_recordset(cast(:rows as json)) as given (item int, sample int, outcome text,
                            error text, answer text, measures jsonb)
                        on conflict do nothing
                        """)
                .param("measurement", measurement.id())
                .param("team", measurement.team())
                .param("rows", json.writeValueAsString(rows))
                .update();
        return measurements.count(measurement.id(), stored, spent);
    }

    /// Returns all answers, by item and sample.
    public List<HarmAnswer> answers(UUID measurement) {
        return jdbc.sql("select * from harm_answer where measurement_id = ? order by item, sample")
                .param(measurement)
                .query((row, _) -> answer(row))
                .list();
    }

    /// An answer with its prompt.
    public record Answered(HarmItem item, HarmAnswer answer) {}

    /// Returns a page of answers, by item and sample.
    ///
    /// @param after place of the last answer of the page before
    public List<Answered> page(UUID measurement, Place after, int limit) {
        return jdbc.sql("""
                        select a.*, i.material from harm_answer a
                        join harm_item i on i.measurement_id = a.measurement_id and i.item = a.item
                        where a.measurement_id = ? and (a.item, a.sample) > (?, ?)
                        order by a.item, a.sample limit ?
                        """)
                .params(measurement, after.item(), after.sample(), limit)
                .query((row, _) -> new Answered(json.readValue(row.getString("material"), HarmItem.class), answer(row)))
                .list();
    }

    private HarmAnswer answer(ResultSet row) throws SQLException {
        Map<HarmMeasure, Double> measures = new EnumMap<>(HarmMeasure.class);
        json.readValue(row.getString("measures"), MEASURES)
                .forEach((code, value) -> measures.put(HarmMeasure.of(code), value));
        return new HarmAnswer(
                row.getInt("item"),
                row.getInt("sample"),
                HarmOutcome.valueOf(row.getString("outcome")),
                row.getString("error"),
                row.getString("answer"),
                measures,
                Spent.NOTHING);
    }
}
