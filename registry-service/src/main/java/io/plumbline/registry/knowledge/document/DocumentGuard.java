package io.plumbline.registry.knowledge.document;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Measure;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.ParsedDocument;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.RedactionAction;
import io.plumbline.registry.knowledge.RedactionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/// Inspects the text of documents before it is stored: redacts personal data and credentials by the policy of the
/// knowledge base, and finds prompt injections. Thread-safe.
///
/// Blocks are inspected in groups, because a name or an instruction may need its context. A line of a private
/// character separates the blocks of a group. If a replacement changed the number of separators, each block is
/// inspected alone.
@Component
class DocumentGuard {

    /// Likely injections, as in the policy `standard`.
    private static final double INJECTION_FROM = 0.75;

    private static final String SEPARATOR = "\n\uE0FF\n";
    private static final int GROUP_CHARACTERS = 4_000;

    /// Found in ordinary sentences. Texts are meaningless without them.
    private static final List<String> OF_EVERYDAY_TALK = List.of(
            "LOCATION",
            "ORGANIZATION",
            "DATE_TIME",
            "URL",
            "AMOUNT",
            "INVOICE_NUMBER",
            "COURT_CASE_NUMBER",
            "NRP",
            "AGE",
            "TITLE",
            "JOB_TITLE",
            "MEDICAL_DISEASE_DISORDER",
            "MEDICAL_MEDICATION",
            "MEDICAL_THERAPEUTIC_PROCEDURE");

    private final GuardEngine guard =
            GuardEngine.standard(MiniLmEncoder.shared().onDemand());
    private final byte[] master;

    DocumentGuard(KeyEncryptionKey key) {
        this.master = key.bytes();
    }

    /// An inspected document.
    ///
    /// @param document after redaction
    /// @param tags of each block
    /// @param findings kind of finding → number of findings
    /// @param rejected entity types that the policy refuses; empty if the document is acceptable
    /// @param injected whether it contains a likely prompt injection
    record Inspected(
            ParsedDocument document,
            List<Set<String>> tags,
            Map<String, Long> findings,
            Set<String> rejected,
            boolean injected) {}

    /// Inspects a document.
    ///
    /// @throws IllegalStateException if a text could not be inspected in time; another attempt may succeed
    Inspected inspect(KnowledgeBase base, ParsedDocument document) {
        Run run = new Run(
                policy(base.terms().redaction()),
                PlaceholderVault.forConversation(SecretKeys.of(master, base.team()), "knowledge base " + base.id()));
        List<Block> group = new ArrayList<>();
        int characters = 0;
        for (Block block : document.blocks()) {
            group.add(block);
            characters += block.text().length();
            if (characters >= GROUP_CHARACTERS) {
                run.add(group);
                group = new ArrayList<>();
                characters = 0;
            }
        }
        if (!group.isEmpty()) {
            run.add(group);
        }
        return new Inspected(new ParsedDocument(run.blocks), run.tags, run.findings, run.rejected, run.injected);
    }

    static GuardPolicy policy(RedactionPolicy redaction) {
        Rule injection = Rule.of(Action.FLAG);
        return new GuardPolicy(
                Map.of(
                        Stage.RETRIEVAL,
                        StageRules.of(Map.of(
                                Category.PII,
                                personalData(redaction),
                                Category.SECRET,
                                credentials(redaction),
                                Category.PROMPT_INJECTION,
                                injection,
                                Category.JAILBREAK,
                                injection))),
                FailureMode.CLOSED,
                GuardPolicy.LONGEST_TIMEOUT_MS,
                Set.of(),
                ToolRules.NONE,
                Additions.NONE);
    }

    private static Rule personalData(RedactionPolicy redaction) {
        Measure measure = measure(redaction.action());
        Rule rule;
        if (redaction.entities().isEmpty()) {
            rule = new Rule(measure);
            for (String entity : OF_EVERYDAY_TALK) {
                rule = rule.withEntity(entity, Measure.of(Action.ALLOW));
            }
        } else {
            rule = Rule.of(Action.ALLOW);
            for (String entity : redaction.entities()) {
                rule = rule.withEntity(entity, measure);
            }
        }
        return overridden(rule, redaction);
    }

    /// A credential is never kept by default: no answer needs it.
    private static Rule credentials(RedactionPolicy redaction) {
        return overridden(
                redaction.action() == RedactionAction.REJECT
                        ? Rule.of(Action.BLOCK)
                        : Rule.of(Action.REDACT).withOperator(Operator.REPLACE),
                redaction);
    }

    private static Rule overridden(Rule rule, RedactionPolicy redaction) {
        Rule result = rule;
        for (Map.Entry<String, RedactionAction> override : redaction.overrides().entrySet()) {
            result = result.withEntity(override.getKey(), measure(override.getValue()));
        }
        return result;
    }

    private static Measure measure(RedactionAction action) {
        return switch (action) {
            case KEEP -> Measure.of(Action.ALLOW);
            case MASK -> Measure.of(Action.REDACT).withOperator(Operator.MASK);
            case PSEUDONYMISE -> Measure.of(Action.REDACT).withOperator(Operator.PLACEHOLDER);
            case REJECT -> Measure.of(Action.BLOCK);
        };
    }

    /// The inspection of one document.
    private final class Run {

        private final GuardPolicy policy;
        private final PlaceholderVault vault;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Set<String>> tags = new ArrayList<>();
        private final Map<String, Long> findings = new TreeMap<>();
        private final Set<String> rejected = new TreeSet<>();
        private boolean injected;

        private Run(GuardPolicy policy, PlaceholderVault vault) {
            this.policy = policy;
            this.vault = vault;
        }

        private void add(List<Block> group) {
            List<String> texts = group.stream()
                    .map(block -> block.text().replace('\uE0FF', ' '))
                    .toList();
            String joined = String.join(SEPARATOR, texts);
            Inspection inspection = guard.inspect(Stage.RETRIEVAL, joined, policy, vault);
            if (!inspection.failures().isEmpty()) {
                throw new IllegalStateException("a text could not be inspected in time");
            }
            List<String> redacted = Arrays.asList(inspection.text().split(SEPARATOR, -1));
            if (redacted.size() != group.size()) {
                if (group.size() == 1) {
                    throw new IllegalStateException("a text was not redacted as a whole");
                }
                group.forEach(block -> add(List.of(block)));
                return;
            }
            List<Set<String>> types = new ArrayList<>();
            group.forEach(_ -> types.add(new TreeSet<>()));
            for (Finding finding : inspection.findings()) {
                if (finding.score() >= Finding.REPORTED_FROM) {
                    count(finding, inspection.rules(), types, texts);
                }
            }
            for (int i = 0; i < group.size(); i++) {
                Block block = group.get(i);
                if (!redacted.get(i).isBlank()) {
                    blocks.add(new Block(block.kind(), redacted.get(i), block.level(), block.page()));
                    tags.add(ArticleTags.of(types.get(i)));
                }
            }
        }

        private void count(Finding finding, StageRules rules, List<Set<String>> types, List<String> texts) {
            boolean attack =
                    finding.category() == Category.PROMPT_INJECTION || finding.category() == Category.JAILBREAK;
            if (attack) {
                if (finding.score() >= INJECTION_FROM) {
                    injected = true;
                    findings.merge(finding.category().name(), 1L, Long::sum);
                }
                return;
            }
            findings.merge(finding.entityType(), 1L, Long::sum);
            if (rules.actionFor(finding) == Action.BLOCK) {
                rejected.add(finding.entityType());
            }
            if (finding.category() == Category.PII) {
                types.get(blockAt(finding.start(), texts)).add(finding.entityType());
            }
        }

        private static int blockAt(int offset, List<String> texts) {
            int end = 0;
            for (int i = 0; i < texts.size(); i++) {
                end += texts.get(i).length() + SEPARATOR.length();
                if (offset < end) {
                    return i;
                }
            }
            return texts.size() - 1;
        }
    }
}
