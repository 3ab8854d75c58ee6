package io.plumbline.monitoring.preference;

import io.plumbline.audit.Actor;
import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.monitoring.feedback.CallFeedback;
import io.plumbline.monitoring.preference.PreferenceCollector.Collected;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Stores the preferences in a team's feedback as the next version of a dataset, with the lineage in the
/// registry. A version contains all preferences of the selection, so withdrawn consent and erased content
/// leave the next one.
@Service
public class PreferenceDatasets {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PreferenceCollector collector;
    private final RegistryDatasets registry;
    private final PreferenceDatasetStore store;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    PreferenceDatasets(
            PreferenceCollector collector,
            RegistryDatasets registry,
            PreferenceDatasetStore store,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.collector = collector;
        this.registry = registry;
        this.store = store;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /// Where preferences are stored.
    ///
    /// @param dataset name of the dataset
    /// @param minNew the least number of preferences that no version of the dataset has
    /// @param plan name of the plan; null without one
    public record Target(
            String dataset,
            PreferenceFormat format,
            int minNew,
            @Nullable String plan) {}

    /// What came of it.
    ///
    /// @param made null if there were too few new preferences
    public record Result(
            PreferenceCounts counts,
            long newPreferences,
            @Nullable PreferenceDataset made) {}

    /// @param reader who reads the content of the calls, for the audit log
    /// @throws ProblemException 400 for a format that a dataset cannot store; 409 if the registry refuses the
    ///     dataset; 503 if it does not answer
    public Result store(PreferenceRules rules, Target target, Actor reader) {
        target.format().requireStorable();
        String team = rules.scope().team();
        Collected collected = collector.collect(rules, target.format().labels(), reader);
        List<String> keys =
                collected.preferences().stream().map(Preference::key).toList();
        Set<String> unknown =
                Objects.requireNonNull(transactions.execute(_ -> store.unknown(team, target.dataset(), keys)));
        if (keys.isEmpty() || unknown.size() < target.minNew()) {
            return new Result(collected.counts(), unknown.size(), null);
        }
        int version = registry.store(team, target.dataset(), lines(collected.preferences(), target.format()::record));
        PreferenceDataset made = new PreferenceDataset(
                ids.next(),
                team,
                target.dataset() + "@" + version,
                target.format(),
                rules,
                collected.counts(),
                unknown.size(),
                target.plan(),
                clock.instant());
        transactions.executeWithoutResult(_ -> {
            store.insert(made);
            store.addKeys(team, target.dataset(), unknown);
            trail.append(AuditEntry.of(PreferenceAction.STORED, team, "dataset-version", target.dataset())
                    .version(version)
                    .with("format", made.format().name())
                    .with("preferences", made.counts().preferences())
                    .with("newPreferences", made.newPreferences())
                    .with("considered", made.counts().considered())
                    .withIfPresent("plan", made.plan()));
        });
        registry.reportOrigin(made.id(), team, source(rules.scope()), made.dataset(), made.createdAt(), facts(made));
        return new Result(collected.counts(), unknown.size(), made);
    }

    /// Returns the source in the lineage: the feedback of a team, or of one of its routes.
    private static String source(CallFeedback.Scope scope) {
        return "feedback/" + scope.team() + (scope.route() == null ? "" : "/" + scope.route());
    }

    private static Map<String, Object> facts(PreferenceDataset made) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("format", made.format());
        facts.put("rules", made.rules());
        facts.put("counts", made.counts());
        return facts;
    }

    /// Returns how the feedback of a selection would become preferences.
    PreferenceCounts count(PreferenceRules rules, boolean labels, Actor reader) {
        return collector.collect(rules, labels, reader).counts();
    }

    /// Returns the preferences as JSONL. The audit log records the export.
    byte[] export(PreferenceRules rules, PreferenceFormat format, Actor reader) {
        Collected collected = collector.collect(rules, format.labels(), reader);
        UUID id = ids.next();
        transactions.executeWithoutResult(_ -> trail.append(
                AuditEntry.of(PreferenceAction.EXPORTED, rules.scope().team(), "preference-export", id.toString())
                        .with("format", format.name())
                        .with("preferences", collected.counts().preferences())
                        .with("considered", collected.counts().considered())
                        .withIfPresent("route", rules.scope().route())));
        return lines(collected.preferences(), format::line);
    }

    /// Returns the newest versions that were made from feedback.
    List<PreferenceDataset> newest(@Nullable UUID before, int limit) {
        return Objects.requireNonNull(transactions.execute(_ -> store.newest(before, limit)));
    }

    /// @throws ProblemException 404
    PreferenceDataset get(UUID id) {
        PreferenceDataset found = transactions.execute(_ -> store.find(id).orElse(null));
        if (found == null) {
            throw RequestProblem.NOT_FOUND.because("No dataset version with this id was made from feedback.");
        }
        return found;
    }

    private static byte[] lines(List<Preference> preferences, Function<Preference, Map<String, Object>> line) {
        return preferences.stream()
                .map(preference -> JSON.writeValueAsString(line.apply(preference)) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }
}
