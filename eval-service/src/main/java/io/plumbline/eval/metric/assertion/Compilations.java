package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;

/// `compiles`: the answer, or its first fenced block, is a program that the compiler of its `language` accepts.
/// Nothing is ever run. Supported: `java`, as one source file without libraries, compiled by the JDK's own
/// compiler in a separate process with bounded memory and time.
final class Compilations {

    private enum Language {
        JAVA;

        private String told() {
            return "java";
        }
    }

    private static final int MOST_PAIRS = 50;

    private Compilations() {}

    static Metric compiles(MetricOptions options) {
        if (!options.has("language")) {
            throw MetricOptions.fault("language", "must be java");
        }
        Language language = options.choice("language", Language.JAVA, Language::told);
        JavaCompilation compilation = new JavaCompilation();
        return new Assertion(
                "compiles",
                "language:" + language.told() + "|fence:first|release:"
                        + Runtime.version().feature(),
                false,
                MOST_PAIRS,
                pair -> compilation.accepts(FencedBlock.orAll(pair.hypothesis())));
    }
}
