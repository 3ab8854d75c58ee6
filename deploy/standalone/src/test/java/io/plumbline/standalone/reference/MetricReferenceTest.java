package io.plumbline.standalone.reference;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricCatalog;
import io.plumbline.eval.metric.ReferenceCount;
import org.junit.jupiter.api.Test;

class MetricReferenceTest {

    private final MetricCatalog catalog = MetricCatalog.all(MiniLmEncoder.shared());

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Metrics

                Made from the code. Suites and `POST /api/v1/metrics/score` know these by name; all compare a text with references,
                and the worst score is 0. The signature names the reference implementation whose numbers they give, and every setting
                that moves them; `./plumbline bench conformance --data DIR` compares with numbers of such an implementation.
                What the gateway measures of calls is in [telemetry](telemetry.md).

                | name | best | of a corpus | signature with one reference |
                |---|---|---|---|
                """);
        catalog.names().forEach(name -> text.append(row(name)));
        text.append("""

                ## Variants

                `bleu` takes a tokenizer, a smoothing and `lc` for lower case: `bleu[-intl|-char|-none][-none|-floor|-addk][-lc]`, such
                as `bleu-intl-lc`.

                `bertscore` is F1 with the vectors of the last layer. `bertscore[-precision|-recall][-l1|…|-l5][-idf][-rescaled]` are
                its parts, other layers, tokens weighed by how rare they are in the references of the corpus, and a scale on which
                texts that have nothing to do with each other score 0 on average; what is below 0 counts as 0. The model reads 512
                tokens of each text. It runs in the service with weights of eight bits: scores are the same on processors of one
                kind, and within a hundredth on others.

                | name | signature with one reference |
                |---|---|
                """);
        for (String name : new String[] {
            "bleu-intl-lc", "bertscore-precision", "bertscore-l5", "bertscore-idf", "bertscore-rescaled"
        }) {
            text.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(signature(metric(name)))
                    .append(" |\n");
        }
        ReferencePage.check("metrics.md", text.toString());
    }

    private Metric metric(String name) {
        return catalog.find(name).orElseThrow();
    }

    private String row(String name) {
        Metric metric = metric(name);
        return "| `%s` | %.0f | %s | %s |%n"
                .formatted(name, metric.maximum(), metric.isMean() ? "mean" : "its own", signature(metric));
    }

    private static String signature(Metric metric) {
        return "`" + metric.corpusSignature(ReferenceCount.of(1)).replace("|", "\\|") + "`";
    }
}
