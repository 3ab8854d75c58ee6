package io.plumbline.monitoring.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.monitoring.otlp.ReceivedPoint.Measure;
import io.plumbline.monitoring.window.LatencyHistogram;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MetricReaderTest {

    private static final Instant NOW = Instant.parse("2026-12-01T11:30:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static MetricReader read(String metrics) {
        MetricReader reader = new MetricReader(NOW);
        reader.read(JSON.readTree("""
                {'resourceMetrics': [{'resource': {'attributes': [
                    {'key': 'service.name', 'value': {'stringValue': 'batch'}}]},
                  'scopeMetrics': [{'scope': {'name': 'app'}, 'metrics': [%s]}]}]}
                """.formatted(metrics).replace('\'', '"')));
        return reader;
    }

    private static double medianMs(ReceivedPoint point) {
        return Objects.requireNonNull(LatencyHistogram.quantile(
                Arrays.stream(point.total().latencyBuckets()).boxed().toList(), 0.5));
    }

    private static String point(String members) {
        return """
                {'attributes': [{'key': 'gen_ai.request.model', 'value': {'stringValue': 'm'}},
                                {'key': 'gen_ai.system', 'value': {'stringValue': 'OpenAI'}}],
                 'startTimeUnixNano': '1796124000000000000', 'timeUnixNano': '1796124304566000000', %s}
                """.formatted(members);
    }

    @Test
    void readsExplicitAndExponentialBucketsAsTheSameDurations() {
        String explicit = point(
                "'count': '4', 'sum': 1.2, 'explicitBounds': [0.16, 0.32, 0.64], 'bucketCounts': ['0', '4', '0', '0']");
        String exponential =
                point("'count': 4, 'sum': 1.2, 'scale': 3, 'positive': {'offset': -18, 'bucketCounts': [1, 2, 1]}");
        MetricReader reader = read("""
                {'name': 'gen_ai.client.operation.duration',
                 'histogram': {'aggregationTemporality': 1, 'dataPoints': [%s]}},
                {'name': 'gen_ai.client.operation.duration',
                 'exponentialHistogram': {'aggregationTemporality': 'AGGREGATION_TEMPORALITY_CUMULATIVE',
                                          'dataPoints': [%s]}}
                """.formatted(explicit, exponential));

        assertThat(reader.points()).hasSize(2).allSatisfy(point -> {
            assertThat(point.service()).isEqualTo("batch");
            assertThat(point.target()).isEqualTo("openai/m");
            assertThat(point.measure()).isEqualTo(Measure.DURATION);
            assertThat(point.total().count()).isEqualTo(4);
            assertThat(medianMs(point)).isCloseTo(240, within(50.0));
        });
        assertThat(reader.points().stream().map(ReceivedPoint::cumulative)).containsExactly(false, true);
    }

    @Test
    void rejectsWhatCannotBeSummed() {
        MetricReader reader = read("""
                {'name': 'gen_ai.client.token.usage',
                 'histogram': {'aggregationTemporality': 1, 'dataPoints': [%s, %s]}},
                {'name': 'gen_ai.client.token.usage', 'sum': {'dataPoints': []}},
                {'name': 'http.client.request.duration', 'histogram': {}}
                """.formatted(
                        point("'count': 1, 'sum': 5"),
                        point("'count': 1, 'sum': 5").replace("1796124304566000000", "1700000000000000000")));

        assertThat(reader.points()).isEmpty();
        assertThat(reader.rejections().count()).isEqualTo(3);
    }
}
