package io.plumbline.guardrails.bench;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The cost of the rules of the policy `deterministic` for a text without findings, compared with a call that detects
/// nothing. Run it with `-prof gc` for the allocations of a call.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RulesBenchmark {

    private static final String PROSE = """
            Thanks for getting back to me so quickly about the delivery. The report looks fine on the whole, but the second \
            chart needs a clearer title. We agreed that the new process would start once the training was over. Our \
            customers keep asking why the invoice arrives before the goods do.

            When the line manager is away, requests go to whoever is on duty that morning. The machine stops whenever the \
            door is opened, which is what it should do. I would rather not change the layout again until the survey has \
            been evaluated. The lift has been out of order since the inspection, and the stairs are steep.

            """;

    /// The detected categories.
    public enum Rules {
        NOTHING,
        EVERYTHING,
        PERSONAL_DATA(Category.PII),
        SECRETS(Category.SECRET),
        INJECTIONS(Category.PROMPT_INJECTION, Category.JAILBREAK),
        CONTENT(Category.TOXICITY, Category.SELF_HARM, Category.WEAPONS),
        INSECURE_OUTPUT(Category.INSECURE_OUTPUT);

        private final Set<Category> categories;

        Rules(Category... categories) {
            this.categories = Set.of(categories);
        }

        private GuardPolicy of(GuardPolicy policy) {
            return policy.with(rules -> rules.keeping(
                    (category, rule) -> this == EVERYTHING || categories.contains(category)));
        }
    }

    @Param({"NOTHING", "EVERYTHING", "PERSONAL_DATA", "SECRETS", "INJECTIONS", "CONTENT", "INSECURE_OUTPUT"})
    private Rules rules = Rules.EVERYTHING;

    @Param({"1024", "4096"})
    private int length;

    private final GuardEngine engine = GuardEngine.standard();
    private GuardPolicy policy = GuardPolicy.standard();
    private Stage stage = Stage.INPUT;
    private String text = "";

    /// Cuts the text, and restricts the policy to the detected categories.
    @Setup
    public void prepare() {
        text = PROSE.repeat(1 + length / PROSE.length()).substring(0, length);
        policy = rules.of(BuiltInPolicy.DETERMINISTIC.policy());
        stage = rules == Rules.CONTENT || rules == Rules.INSECURE_OUTPUT ? Stage.OUTPUT : Stage.INPUT;
        if (!inspect().findings().isEmpty()) {
            throw new IllegalStateException("something is found in the text");
        }
    }

    /// One call.
    @Benchmark
    public Inspection inspect() {
        return engine.inspect(stage, text, policy);
    }
}
