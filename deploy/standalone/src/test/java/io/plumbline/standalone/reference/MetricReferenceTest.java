package io.plumbline.standalone.reference;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricCatalog;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.testkit.ReferencePage;
import org.junit.jupiter.api.Test;

class MetricReferenceTest {

    private final MetricCatalog catalog = MetricCatalog.all(MiniLmEncoder.shared());

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Metrics

                Made from the code; [what each means](../evaluation.md). Suites and `POST /api/v1/metrics/score` know these by name; all
                compare a text with references, and the worst score is 0, but for `ter`, of which 0 is best. The signature names the reference implementation whose numbers they give, and every setting
                that moves them; `./plumbline bench conformance --data DIR` compares with numbers of such an implementation.
                What the gateway measures of calls is in [telemetry](telemetry.md).

                | name | best | of a corpus | signature with one reference |
                |---|---|---|---|
                """);
        catalog.names().forEach(name -> text.append(row(name)));
        text.append("""

                ## Variants

                `bleu` takes a tokenizer, a smoothing and `lc` for lower case:
                `bleu[-intl|-char|-none][-floor|-addk|-nosmooth][-lc]`, such as `bleu-intl-lc`. `ter[-norm][-nopunct][-asian][-case]`
                are Tercom's options. Each ROUGE has its parts and can do without stems, `rouge1[-precision|-recall][-nostem]`;
                `meteor[-nosyn][-ws]` does without synonyms, or cuts words at white space alone.

                `bleu` has the options `tokenize`, `smooth` (`exp`, `floor`, `add-k`, `none`), `smoothValue`, `lowercase` and
                `maxOrder` (to 10); `chrf` and `chrfpp` have `charOrder`, `wordOrder`, `beta`, `lowercase`, `whitespace` and
                `epsSmoothing`: `{"name": "bleu", "options": {"smooth": "floor", "smoothValue": 0.5}}`.

                `bertscore` is F1 with the vectors of the last layer. `bertscore[-precision|-recall][-l1|…|-l5][-idf][-rescaled]` are
                its parts, other layers, tokens weighed by how rare they are in the references of the corpus, and a scale on which
                texts that have nothing to do with each other score 0 on average; what is below 0 counts as 0. The model reads 512
                tokens of each text. It runs in the service with weights of eight bits: scores are the same on processors of one
                kind, and within a hundredth on others.

                | name | signature with one reference |
                |---|---|
                """);
        for (String name : new String[] {
            "bleu-intl-lc",
            "ter-norm-case",
            "rougeL-recall-nostem",
            "meteor-nosyn",
            "bertscore-precision",
            "bertscore-l5",
            "bertscore-idf",
            "bertscore-rescaled"
        }) {
            text.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(signature(metric(name)))
                    .append(" |\n");
        }
        text.append("""

                ## Assertions

                An assertion scores 1 where it holds of an answer and 0 where it does not; a corpus scores the share. Most need no
                references.

                | name | options | holds if |
                |---|---|---|
                | `contains` | `texts`, `all`, `ignoreCase` | one of the texts, or all, are in the answer; without texts, one of the references |
                | `startsWith` | `texts`, `ignoreCase` | the answer begins with one of them, after white space |
                | `regex` | `pattern`, `whole`, `ignoreCase` | the expression occurs in the answer, or is the whole of it; RE2's syntax, in linear time |
                | `refusal` | | the answer declines, as English answers do |
                | `json` | | the answer, or its first fenced block, is JSON |
                | `jsonSchema` | `schema` | it is JSON that satisfies the schema, of 2020-12 without references |
                | `number` | `tolerance`, `relative` | its last number is the last one of a reference, give or take |
                | `compiles` | `language`: `java` | the JDK's compiler accepts the answer, or its first fenced block; nothing is run |
                | `latency`, `tokens`, `cost` | `atMost` | the answer took at most so many milliseconds, tokens of output, US dollars |

                ## Scorers, negation, sets

                `bleurt` and `custom:NAME` are computed by services of the operator's (`plumbline.eval.scorers`); without one they are
                UNAVAILABLE and have no score. Any metric is negated by `"negate": true` (best less score, at least 0), called
                otherwise by `"as"`, and `set` joins several: `{"name": "set", "as": "form", "threshold": 0.8, "of": [{"name": "json",
                "weight": 2}, "rougeL"]}`.
                """);
        ReferencePage.check("metrics.md", text.toString());
    }

    private Metric metric(String name) {
        return catalog.find(name).orElseThrow();
    }

    private String row(String name) {
        Metric metric = metric(name);
        return "| `%s` | %.0f | %s | %s |%n"
                .formatted(
                        name,
                        metric.isErrorRate() ? 0 : metric.maximum(),
                        metric.isMean() ? "mean" : "its own",
                        signature(metric));
    }

    private static String signature(Metric metric) {
        return "`" + metric.corpusSignature(ReferenceCount.of(1)).replace("|", "\\|") + "`";
    }
}
