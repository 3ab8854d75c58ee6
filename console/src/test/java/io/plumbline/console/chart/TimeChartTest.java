package io.plumbline.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TimeChartTest {

    private static final List<Instant> TIMES =
            List.of(Instant.parse("2026-11-30T20:00:00Z"), Instant.parse("2026-11-30T21:00:00Z"));

    @Test
    void givesTheScriptTheFiguresOfItsTable() {
        TimeChart chart = TimeChart.lines(
                "Latency",
                "",
                TIMES,
                List.of(new TimeChart.Series("p95", Arrays.asList(312.4, null))),
                value -> Math.round(value) + " ms");
        assertThat(new JsonMapper().readTree(chart.data())).isEqualTo(json("""
                {"stacked": false, "highest": 400.0, "times": ["30 Nov, 20:00", "30 Nov, 21:00"],
                 "series": [{"name": "p95", "values": [312.4, null], "texts": ["312 ms", "–"]}]}"""));
        assertThat(chart.rows().getFirst().values()).containsExactly("312 ms");
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
