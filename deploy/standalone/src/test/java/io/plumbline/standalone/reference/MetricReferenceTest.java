package io.plumbline.standalone.reference;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.testkit.ReferencePage;
import org.junit.jupiter.api.Test;

class MetricReferenceTest {

    private final MetricCatalog catalog = MetricCatalog.all(MiniLmEncoder.shared());

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Metrics

                Generated from the code; [Evaluation](../evaluation.md) explains each metric. Use these names in suites and in
                `POST /api/v1/metrics/score`. All metrics compare a text with references, except `answerRelevance`, which compares it with
                the question of a gate's item. The worst score is 0, except for `ter`, where 0 is best. The signature names the reference implementation with the same results, and every setting that affects them.
                `./plumbline bench conformance --data DIR` compares with results of that implementation. For metrics of the gateway's
                calls, see [telemetry](telemetry.md).

                | name | best | corpus score | signature with one reference |
                |---|---|---|---|
                """);
        catalog.names().forEach(name -> text.append(row(name)));
        text.append("""

                ## Variants

                `bleu` takes a tokenizer, a smoothing method and `lc` for lower case:
                `bleu[-intl|-char|-none][-floor|-addk|-nosmooth][-lc]`, such as `bleu-intl-lc`. `ter[-norm][-nopunct][-asian][-case]`
                are Tercom's options. Each ROUGE metric has precision and recall variants, and variants without stemming:
                `rouge1[-precision|-recall][-nostem]`. `meteor[-nosyn][-ws]` ignores synonyms, or splits words at white space only.

                `bleu` has the options `tokenize`, `smooth` (`exp`, `floor`, `add-k`, `none`), `smoothValue`, `lowercase` and
                `maxOrder` (to 10); `chrf` and `chrfpp` have `charOrder`, `wordOrder`, `beta`, `lowercase`, `whitespace` and
                `epsSmoothing`: `{"name": "bleu", "options": {"smooth": "floor", "smoothValue": 0.5}}`.

                `bertscore` is F1 with the vectors of the last layer. `bertscore[-precision|-recall][-l1|…|-l5][-idf][-rescaled]` has
                these variants: precision or recall; other layers; tokens weighted by their rarity in the corpus's references; and a
                scale on which unrelated texts score 0 on average (negative scores count as 0). The model reads 512 tokens of each text.
                It runs in the service with eight-bit weights: scores are equal on processors of the same kind, and within a hundredth
                on others.

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

                An assertion scores 1 if it is true of an answer and 0 otherwise. A corpus scores the share. Most need no references.

                | name | options | true if |
                |---|---|---|
                | `contains` | `texts`, `all`, `ignoreCase` | the answer contains one of the texts, or all of them; without texts, one of the references |
                | `startsWith` | `texts`, `ignoreCase` | the answer begins with one of the texts, after any white space |
                | `regex` | `pattern`, `whole`, `ignoreCase` | the expression matches a part of the answer, or the whole answer; RE2 syntax, linear time |
                | `refusal` | | the answer is a refusal in English |
                | `json` | | the answer, or its first fenced block, is JSON |
                | `jsonSchema` | `schema` | the answer is JSON that matches the schema (2020-12, without references) |
                | `number` | `tolerance`, `relative` | the last number of the answer equals the last number of a reference, within the tolerance |
                | `compiles` | `language`: `java` | the JDK's compiler accepts the answer, or its first fenced block; no code is run |
                | `latency`, `tokens`, `cost` | `atMost` | the answer took at most this many milliseconds, output tokens or US dollars |

                ## Agents and retrieval

                These metrics need the steps to an answer, which only gates have. See the guides for [agents](../guides/evaluate-an-agent.md)
                and [retrieval](../guides/evaluate-retrieval.md).

                | name | options | scores |
                |---|---|---|
                | `toolCalls` | `order`: `any`, `exact`; `extra`, `partial` | 1 if the calls are the record's `expectedCalls`; with `partial`, their F1 |
                | `toolUse` | `required`, `forbidden`, `order`, `atMost` | 1 if the rules hold, and those in the record |
                | `toolArguments` | | 1 if all calls have the parameters and types of offered tools |
                | `goalState` | `exact` | 1 if the state has the members of the record's `goalState`; with `exact`, no others |
                | `steps` | `atMost` | 1 if the system was called at most this many times |
                | `completed` | | 1 if the conversation ended before a limit |
                | `contextPrecision` | `overlap` | the mean precision at each relevant passage |
                | `contextRecall` | `overlap` | the share of the relevant documents, or statements of the references, in the passages |
                | `faithfulness` | `overlap` | the share of the answer's statements that a passage supports |
                | `citationCorrectness` | `overlap` | the share of the citations whose passage supports their sentence |

                ## Scorers, negation, sets

                - **Scorers**: the operator's services compute `bleurt` and `custom:NAME` (`plumbline.eval.scorers`). Without a scorer,
                  these metrics are UNAVAILABLE and have no score.
                - **Registered scorers**: `scorer` with the option `version` (`NAME@VERSION`) is a scorer over HTTP, in Python or in
                  WebAssembly that a team [registered](../evaluation.md#metrics-of-your-own). `wasm` with the option `module` is a
                  module by its digest.
                - **Negation**: `"negate": true` negates any metric (best score minus score, at least 0).
                - **Names**: `"as"` renames a metric.
                - **Sets**: `set` combines metrics: `{"name": "set", "as": "form", "threshold": 0.8, "of": [{"name": "json",
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
                        metric.isMean() ? "mean" : "own formula",
                        signature(metric));
    }

    private static String signature(Metric metric) {
        return "`" + metric.corpusSignature(ReferenceCount.of(1)).replace("|", "\\|") + "`";
    }
}
