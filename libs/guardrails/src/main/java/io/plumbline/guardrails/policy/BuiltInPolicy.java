package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The policies that come with the software.
public enum BuiltInPolicy {
    /// Personal data and credentials are replaced by placeholders, whoever wrote them; names and places only at a
    /// high score, or not at all, because most conversations need them. Attacks on the model are flagged, and
    /// block the call if they are certain. In an answer personal data passes, because most of it is the caller's
    /// own, and credentials are removed irreversibly: the model should not know any. Harm in an answer is
    /// flagged, which lets streams flow word by word. A leaked system prompt blocks the answer, and so does an
    /// image or link that certainly exfiltrates data.
    STANDARD {
        @Override
        GuardPolicy make() {
            Rule attack = new Rule(Measure.of(Action.FLAG).escalating(0.75, Action.BLOCK));
            Rule harm = new Rule(Measure.of(Action.FLAG).withThreshold(0.7));
            Rule data = Rule.of(Action.REDACT).withEntity("PERSON", redactFrom(0.85));
            data = letting(data, OF_EVERYDAY_TALK);
            data = letting(data, OF_SOMEBODY);
            StageRules untrusted = StageRules.of(Map.of(
                    Category.PII, data,
                    Category.SECRET, Rule.of(Action.REDACT),
                    Category.PROMPT_INJECTION, attack,
                    Category.JAILBREAK, attack));
            StageRules answer = StageRules.of(Map.of(
                    Category.PII, Rule.of(Action.ALLOW),
                    Category.SECRET, TAKEN_OUT,
                    Category.TOXICITY, harm,
                    Category.SELF_HARM, harm,
                    Category.WEAPONS, harm,
                    Category.INSECURE_OUTPUT, Rule.of(Action.FLAG).withEntity("DATA_EXFILTRATION", CARRIED_AWAY),
                    Category.SYSTEM_PROMPT_LEAK, Rule.of(Action.BLOCK)));
            return guarding(untrusted, answer, FailureMode.CLOSED).degrading();
        }
    },
    /// `standard` without the text encoder: rules and n-grams alone, in microseconds.
    DETERMINISTIC {
        @Override
        GuardPolicy make() {
            return STANDARD.make().withoutEncoder();
        }
    },
    /// All personal data is redacted, in answers too and irreversibly, including lone names, ages and health;
    /// likely credentials, attacks and harm block the call. Common content that identifies nobody (dates,
    /// amounts, places, nations, organizations) passes here too.
    STRICT {
        @Override
        GuardPolicy make() {
            Rule data = letting(Rule.of(Action.REDACT), OF_EVERYDAY_TALK);
            Rule attack = new Rule(Measure.of(Action.FLAG).escalating(LIKELY, Action.BLOCK));
            Rule harm = new Rule(Measure.of(Action.BLOCK).withThreshold(0.7));
            Map<Category, Rule> untrusted = Map.of(
                    Category.PII, data,
                    Category.SECRET, Rule.of(Action.BLOCK),
                    Category.PROMPT_INJECTION, attack,
                    Category.JAILBREAK, attack,
                    Category.TOXICITY, Rule.of(Action.FLAG),
                    Category.SELF_HARM, Rule.of(Action.FLAG),
                    Category.WEAPONS, harm);
            Map<Category, Rule> answer = Map.of(
                    Category.PII, letting(TAKEN_OUT, OF_EVERYDAY_TALK),
                    Category.SECRET, TAKEN_OUT,
                    Category.TOXICITY, harm,
                    Category.SELF_HARM, harm,
                    Category.WEAPONS, harm,
                    Category.INSECURE_OUTPUT, Rule.of(Action.BLOCK),
                    Category.SYSTEM_PROMPT_LEAK, Rule.of(Action.BLOCK));
            return guarding(StageRules.of(untrusted), StageRules.of(answer), FailureMode.CLOSED);
        }
    },
    /// Everything is detected and flagged; nothing is changed or blocked, even if a detector fails.
    OBSERVE {
        @Override
        GuardPolicy make() {
            Rule flag = Rule.of(Action.FLAG);
            StageRules untrusted = StageRules.of(Map.of(
                    Category.PII, flag,
                    Category.SECRET, flag,
                    Category.PROMPT_INJECTION, flag,
                    Category.JAILBREAK, flag,
                    Category.TOXICITY, flag,
                    Category.SELF_HARM, flag,
                    Category.WEAPONS, flag));
            StageRules answer = StageRules.of(Map.of(
                    Category.PII, flag,
                    Category.SECRET, flag,
                    Category.TOXICITY, flag,
                    Category.SELF_HARM, flag,
                    Category.WEAPONS, flag,
                    Category.INSECURE_OUTPUT, flag,
                    Category.SYSTEM_PROMPT_LEAK, flag));
            return guarding(untrusted, answer, FailureMode.OPEN);
        }
    };

    /// Found in ordinary sentences, and seldom confidential.
    private static final List<String> OF_EVERYDAY_TALK = List.of(
            "LOCATION",
            "ORGANIZATION",
            "DATE_TIME",
            "URL",
            "AMOUNT",
            "SALARY",
            "INVOICE_NUMBER",
            "COURT_CASE_NUMBER",
            "NRP",
            "TITLE",
            "JOB_TITLE");

    /// Relates to a person, but in most texts identifies nobody.
    private static final List<String> OF_SOMEBODY =
            List.of("AGE", "MEDICAL_DISEASE_DISORDER", "MEDICAL_MEDICATION", "MEDICAL_THERAPEUTIC_PROCEDURE");

    /// The score from which `strict` blocks an attack: a little above the doubtful scores of ordinary texts.
    private static final double LIKELY = 0.6;

    private static final Measure CARRIED_AWAY = Measure.of(Action.FLAG).escalating(0.9, Action.BLOCK);

    private static final Rule TAKEN_OUT = Rule.of(Action.REDACT).withOperator(Operator.REPLACE);

    private final String wireName = name().toLowerCase(Locale.ROOT);

    abstract GuardPolicy make();

    private static Rule letting(Rule rule, List<String> entities) {
        Rule letting = rule;
        for (String entity : entities) {
            letting = letting.withEntity(entity, Measure.of(Action.ALLOW));
        }
        return letting;
    }

    private static Measure redactFrom(double threshold) {
        return Measure.of(Action.REDACT).withThreshold(threshold);
    }

    private static GuardPolicy guarding(StageRules untrusted, StageRules answer, FailureMode onFailure) {
        return new GuardPolicy(
                Map.of(
                        Stage.INPUT, untrusted,
                        Stage.RETRIEVAL, untrusted,
                        Stage.TOOL, untrusted,
                        Stage.OUTPUT, answer),
                onFailure,
                GuardPolicy.DEFAULT_TIMEOUT_MS);
    }

    /// The name, such as `standard`.
    public String wireName() {
        return wireName;
    }

    public GuardPolicy policy() {
        return Objects.requireNonNull(Made.POLICIES.get(this));
    }

    public static Optional<BuiltInPolicy> of(String wireName) {
        for (BuiltInPolicy each : values()) {
            if (each.wireName.equals(wireName)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// Initialized on first use.
    private static final class Made {
        private static final Map<BuiltInPolicy, GuardPolicy> POLICIES = new EnumMap<>(BuiltInPolicy.class);

        static {
            for (BuiltInPolicy each : values()) {
                POLICIES.put(each, each.make());
            }
        }
    }
}
