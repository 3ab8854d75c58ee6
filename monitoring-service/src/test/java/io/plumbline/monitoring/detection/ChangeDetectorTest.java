package io.plumbline.monitoring.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChangeDetectorTest {

    private static final int RUNS = 300;
    private static final double RUN_LENGTH = 400;

    /// Montgomery, Introduction to Statistical Quality Control, 6th edition, section 9.1: two-sided charts with h = 4
    /// and 5 have run lengths of 168 and 465, one-sided ones twice that.
    @Test
    void agreesWithPublishedRunLengths() {
        assertThat(RunLength.of(1, 1, 0.5, 4)).isCloseTo(336, within(4.0));
        assertThat(RunLength.of(1, 1, 0.5, 5)).isCloseTo(930, within(10.0));
        assertThat(RunLength.limit(limit -> RunLength.of(1, 1, 0.5, limit), 930))
                .isCloseTo(5, within(0.02));
    }

    @ParameterizedTest
    @EnumSource(DetectorKind.class)
    void keepsItsRateOfFalseAlarms(DetectorKind kind) {
        SplittableRandom random = new SplittableRandom(7);
        ChangeDetector detector = kind.withRunLength(RUN_LENGTH);
        long observations = RUNS * 400L;
        long alarms = 0;
        for (long i = 0; i < observations; i++) {
            alarms += detector.add(random.nextGaussian()) ? 1 : 0;
        }
        double expected = observations / RUN_LENGTH;
        assertThat((double) alarms).isLessThan(expected + 3 * Math.sqrt(expected));
        if (kind == DetectorKind.CUSUM || kind == DetectorKind.EWMA || kind == DetectorKind.THRESHOLD) {
            assertThat((double) alarms).isGreaterThan(expected - 3 * Math.sqrt(expected));
        }
    }

    @ParameterizedTest
    @EnumSource(value = DetectorKind.class, mode = EnumSource.Mode.EXCLUDE, names = "THRESHOLD")
    void findsAShiftAndWhenItBegan(DetectorKind kind) {
        SplittableRandom random = new SplittableRandom(3);
        double error = 0;
        double delay = 0;
        for (int run = 0; run < 100; run++) {
            ChangeDetector detector = kind.withRunLength(5_000);
            for (int i = 0; i < 100; i++) {
                boolean _ = detector.add(random.nextGaussian());
            }
            int took = 1;
            while (!detector.add(random.nextGaussian() + 1.5) && took < 500) {
                took++;
            }
            delay += took;
            error += Math.abs(detector.sinceChange() - took);
        }
        assertThat(delay / 100).isLessThan(kind == DetectorKind.ADWIN ? 60 : 14);
        assertThat(error / 100).isLessThan(kind == DetectorKind.ADWIN ? 20 : 9);
    }

    @ParameterizedTest
    @EnumSource(DetectorKind.class)
    void continuesFromItsState(DetectorKind kind) {
        SplittableRandom random = new SplittableRandom(5);
        ChangeDetector whole = kind.withRunLength(100);
        ChangeDetector stored = kind.withRunLength(100);
        for (int i = 0; i < 300; i++) {
            double value = random.nextGaussian() + (i > 200 ? 1 : 0);
            assertThat(stored.add(value)).isEqualTo(whole.add(value));
            stored = kind.restore(stored.state());
        }
        assertThat(stored.state()).isEqualTo(whole.state());
    }

    @Test
    void standardisesWithoutKnowingTheDistribution() {
        SplittableRandom random = new SplittableRandom(11);
        List<Double> results = new ArrayList<>();
        for (int run = 0; run < 400; run++) {
            Standardization scale = Standardization.fresh();
            double mean = random.nextDouble() * 100;
            double deviation = 1 + random.nextDouble() * 9;
            for (int i = 0; i < 12; i++) {
                int calls = 20 + random.nextInt(200);
                double z = scale.add(mean + deviation * random.nextGaussian() / Math.sqrt(calls), calls, 1e-9);
                if (i >= 3) {
                    results.add(z);
                }
            }
        }
        double mean = results.stream().mapToDouble(each -> each).average().orElseThrow();
        double variance =
                results.stream().mapToDouble(each -> each * each).average().orElseThrow();
        long beyond = results.stream().filter(each -> each > 2.326).count();
        assertThat(mean).isCloseTo(0, within(0.05));
        assertThat(variance).isCloseTo(1, within(0.1));
        assertThat(beyond / (double) results.size()).isCloseTo(0.01, within(0.006));
    }

    /// Streams and alarms of river (online-ml/river at 063ca61d), in a folder that is not part of this repository.
    @Test
    @EnabledIfSystemProperty(named = "plumbline.data", matches = ".+")
    void agreesWithRiver() {
        JsonNode file = JsonMapper.shared()
                .readTree(Path.of(System.getProperty("plumbline.data"), "drift", "river-detectors.json"));
        JsonNode stream = file.path("streams").path("s1_randint2_then_randint8");
        assertThat(alarms(Adwin.asInRiver(0.002, 32), stream)).isEqualTo(expected(file, "ADWIN"));
        assertThat(alarms(PageHinkley.of(0.005, 50), stream)).isEqualTo(expected(file, "PageHinkley"));
    }

    private static List<Integer> expected(JsonNode file, String detector) {
        return file.path("expected")
                .valueStream()
                .filter(each -> each.path("detector").asString().equals(detector))
                .flatMap(each -> each.path("indices").valueStream())
                .map(JsonNode::asInt)
                .toList();
    }

    private static List<Integer> alarms(ChangeDetector detector, JsonNode stream) {
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < stream.size(); i++) {
            if (detector.add(stream.path(i).asDouble())) {
                alarms.add(i);
            }
        }
        return alarms;
    }
}
