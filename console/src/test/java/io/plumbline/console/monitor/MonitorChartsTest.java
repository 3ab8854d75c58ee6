package io.plumbline.console.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.monitor.MonitorClient.Alarm;
import io.plumbline.console.monitor.MonitorClient.Breach;
import io.plumbline.console.monitor.MonitorClient.Monitor;
import io.plumbline.console.monitor.MonitorClient.Observed;
import io.plumbline.console.monitor.MonitorClient.Progress;
import io.plumbline.console.page.Formats;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MonitorChartsTest {

    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    private static Monitor monitor(String detector) {
        Alarm alarm = new Alarm(START.plusSeconds(180), START.plusSeconds(60), 0.01, 0.2, 100);
        return new Monitor(
                "errors",
                "team-a",
                "support",
                null,
                "ERROR_RATE",
                detector,
                1,
                1,
                10,
                null,
                new Progress(
                        START,
                        START.plusSeconds(180),
                        30,
                        0.01,
                        0.2,
                        1.1,
                        List.of(
                                new Observed(START, 50, 0.01, null),
                                new Observed(START.plusSeconds(60), 50, 0.2, 0.6),
                                new Observed(START.plusSeconds(120), 50, 0.2, 1.1))),
                List.of(new Breach(new UUID(1, 2), alarm, null)));
    }

    @Test
    void showsTheObservationsAfterTheEstimatedChangeAsASeries() {
        Formats formats = new Formats(Clock.fixed(START, ZoneOffset.UTC));
        List<TimeChart> charts = MonitorCharts.of(monitor("CUSUM"), MetricUnit.of("ERROR_RATE", formats));
        assertThat(charts).hasSize(2);
        assertThat(charts.getFirst().keys())
                .extracting(TimeChart.Key::name)
                .containsExactly("observations", "normal", "after the estimated change");
        assertThat(charts.getFirst().rows().getLast().values()).containsExactly("1.0 %", "1.0 %", "–");
        assertThat(charts.getFirst().rows().getFirst().values()).containsExactly("20.0 %", "1.0 %", "20.0 %");
        assertThat(charts.getLast().rows().getFirst().values()).containsExactly("110 %", "100 %");
        assertThat(MonitorCharts.of(monitor("ADWIN"), MetricUnit.of("ERROR_RATE", formats)))
                .as("the evidence of ADWIN has no scale")
                .hasSize(1);
    }
}
