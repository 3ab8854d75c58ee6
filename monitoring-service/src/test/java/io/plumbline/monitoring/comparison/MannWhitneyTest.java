package io.plumbline.monitoring.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.monitoring.comparison.MannWhitney.Classification;
import io.plumbline.monitoring.comparison.MannWhitney.Direction;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MannWhitneyTest {

    private static final double[] LOW = sample(1, 10);
    private static final double[] HIGH = sample(2, 20);

    private static double[] sample(long seed, double mean) {
        SplittableRandom random = new SplittableRandom(seed);
        return DoubleStream.generate(() -> mean + 1.5 * random.nextGaussian())
                .limit(30)
                .toArray();
    }

    @Test
    void classifiesShiftsInTheDirectionOfInterest() {
        assertThat(found(HIGH, LOW, Direction.EITHER)).isEqualTo(Classification.HIGH);
        assertThat(found(LOW, HIGH, Direction.EITHER)).isEqualTo(Classification.LOW);
        assertThat(found(HIGH, LOW, Direction.DECREASE)).isEqualTo(Classification.PASS);
        assertThat(found(LOW, HIGH, Direction.INCREASE)).isEqualTo(Classification.PASS);
        assertThat(found(LOW, sample(3, 10), Direction.EITHER)).isEqualTo(Classification.PASS);
        assertThat(found(LOW, LOW, Direction.EITHER)).isEqualTo(Classification.PASS);
        assertThat(found(new double[0], LOW, Direction.EITHER)).isEqualTo(Classification.NODATA);
    }

    @Test
    void estimatesTheShift() {
        MannWhitney.Result result = MannWhitney.classify(
                new double[] {2, 4, 6, 8, 10}, new double[] {1, 2, 3, 4, 5}, Direction.EITHER, 0.1);
        assertThat(result.estimate()).isEqualTo(3);
        assertThat(result.low()).isLessThan(0);
        assertThat(result.high()).isGreaterThan(6);
    }

    private static Classification found(double[] experiment, double[] control, Direction direction) {
        return MannWhitney.classify(experiment, control, direction, 0.25).classification();
    }

    /// Cases of Kayenta 39c1d8a3, in a folder that is not part of this repository.
    @Test
    @EnabledIfSystemProperty(named = "plumbline.data", matches = ".+")
    void agreesWithKayenta() {
        JsonNode file = JsonMapper.shared()
                .readTree(Path.of(System.getProperty("plumbline.data"), "canary", "kayenta-mannwhitney-cases.json"));
        double fraction = file.path("params").path("fraction").asDouble();
        for (JsonNode each : file.path("cases")) {
            Classification found = MannWhitney.classify(
                            data(file, each.path("experiment").asString()),
                            data(file, each.path("control").asString()),
                            Direction.valueOf(each.path("direction").asString().toUpperCase(Locale.ROOT)),
                            fraction)
                    .classification();
            assertThat(found.name())
                    .as(each.path("name").asString())
                    .isEqualTo(each.path("expected").asString().toUpperCase(Locale.ROOT));
        }
        for (JsonNode each : file.path("scipyReference")) {
            assertThat(MannWhitney.classify(
                                    data(file, each.path("experiment").asString()),
                                    data(file, each.path("control").asString()),
                                    Direction.EITHER,
                                    fraction)
                            .estimate())
                    .isCloseTo(
                            each.path("hodgesLehmannMedianOfDifferences").asDouble(),
                            org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    private static double[] data(JsonNode file, String name) {
        return file.path("datasets")
                .path(name)
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
