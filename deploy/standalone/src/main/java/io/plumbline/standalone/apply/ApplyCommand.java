package io.plumbline.standalone.apply;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `apply`: brings resources into the state that files describe, and prints the changes; leaves matching
/// resources alone.
///
/// Compares all documents with the services before it stores any; an error in one file therefore stores nothing.
/// A document that refers to a resource of the same files that does not exist yet is compared again once the
/// resource is stored. The documents of a knowledge base follow the files that it names. Changes made by others since
/// the comparison are not overwritten, if the service supports
/// entity tags.
public final class ApplyCommand {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /// The time that a stored resource may take to reach another service.
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(20);

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;

    public ApplyCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
    }

    /// A service's answer about a document.
    private record Asked(Manifest manifest, Answer answer) {

        boolean isTaken() {
            return answer.is(200);
        }

        Plan plan() {
            return Plan.of(manifest, required(manifest, answer));
        }
    }

    /// @param dryRun whether to print the changes without storing them
    /// @throws CannotContinue when a file cannot be read, or a document is refused
    public void run(Path path, boolean dryRun) {
        List<Manifest> manifests = new ArrayList<>(new ManifestReader().read(path));
        manifests.sort(Comparator.comparing(Manifest::kind));
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
            apply(manifests, new Services(home, environment, http), dryRun);
        } catch (StoryBroke e) {
            throw new CannotContinue(String.valueOf(e.getMessage()), e);
        }
    }

    private void apply(List<Manifest> manifests, Services services, boolean dryRun) {
        PlanTeller teller = new PlanTeller(narrator);
        List<Manifest> stored = new ArrayList<>();
        List<Manifest> left = manifests.stream()
                .map(each -> versioned(each, manifests, services))
                .toList();
        while (!left.isEmpty()) {
            List<Asked> asked =
                    left.stream().map(each -> ask(services, each, stored)).toList();
            List<Plan> plans =
                    asked.stream().filter(Asked::isTaken).map(Asked::plan).toList();
            List<Asked> waiting = waiting(asked, plans, stored);
            if (!dryRun) {
                plans.stream().filter(Plan::needsSecrets).forEach(plan -> secrets(plan.manifest()));
            }
            Map<Plan, KnowledgePlan> documents = documents(services, plans);
            Map<Manifest, DatasetFile.Step> records = records(services, plans);
            for (Plan plan : plans) {
                Api service = services.of(plan.manifest().kind().service());
                if (!dryRun && !plan.changesNothing()) {
                    store(service, plan);
                }
                teller.tell(plan, dryRun);
                KnowledgePlan files = documents.get(plan);
                if (files != null) {
                    if (!dryRun) {
                        files.store(service);
                    }
                    teller.tell(files, dryRun);
                }
                tellRecords(service, plan.manifest(), records, teller, dryRun);
                stored.add(plan.manifest());
            }
            if (dryRun) {
                waiting.forEach(each -> narrator.say(
                        "%s: waits for %s".formatted(each.manifest().title(), titles(each, manifests))));
                return;
            }
            left = waiting.stream().map(Asked::manifest).toList();
        }
    }

    private static Map<Plan, KnowledgePlan> documents(Services services, List<Plan> plans) {
        Map<Plan, KnowledgePlan> documents = new HashMap<>();
        for (Plan plan : plans) {
            Manifest manifest = plan.manifest();
            if (manifest.kind() == Kind.KNOWLEDGE_BASE) {
                Api service = services.of(manifest.kind().service());
                documents.put(plan, KnowledgePlan.of(service, manifest, plan.isNew()));
            }
        }
        return documents;
    }

    /// A suite may name a dataset of the same files without a version: the one that has the records of the
    /// file.
    private static Manifest versioned(Manifest suite, List<Manifest> brought, Services services) {
        if (suite.kind() != Kind.SUITE
                || !(suite.body().get("dataset") instanceof String named)
                || named.contains("@")) {
            return suite;
        }
        for (Manifest manifest : brought) {
            if (manifest.kind() == Kind.DATASET
                    && manifest.records() != null
                    && manifest.name().equals(named)) {
                Api service = services.of(manifest.kind().service());
                int version = manifest.records().check(service, manifest).version();
                return suite.with("dataset", named + "@" + version);
            }
        }
        return suite;
    }

    /// Has the files of datasets checked.
    private static Map<Manifest, DatasetFile.Step> records(Services services, List<Plan> plans) {
        Map<Manifest, DatasetFile.Step> records = new HashMap<>();
        for (Plan plan : plans) {
            Manifest manifest = plan.manifest();
            if (manifest.records() != null) {
                Api service = services.of(manifest.kind().service());
                records.put(manifest, manifest.records().check(service, manifest));
            }
        }
        return records;
    }

    private static void tellRecords(
            Api service,
            Manifest manifest,
            Map<Manifest, DatasetFile.Step> records,
            PlanTeller teller,
            boolean dryRun) {
        DatasetFile.Step step = records.get(manifest);
        if (step == null || manifest.records() == null) {
            return;
        }
        if (!dryRun && !step.unchanged()) {
            manifest.records().store(service, manifest);
        }
        teller.tell(step, dryRun);
    }

    /// The secrets of a new webhook, or of a connector, reranker or training plan that is new or has a new address;
    /// empty for other resources.
    ///
    /// @throws CannotContinue if one is missing
    private Map<String, Object> secrets(Manifest manifest) {
        if (manifest.kind() == Kind.WEBHOOK) {
            String variable = manifest.secretVariables().get(ManifestReader.SECRET);
            if (variable == null) {
                throw new CannotContinue(
                        manifest.origin() + ": a new webhook needs secretEnv, the name of an environment"
                                + " variable that has its secret.");
            }
            return Map.of(
                    ManifestReader.SECRET,
                    secret(manifest, variable, "its secret: whsec_ and 24 to 64 random bytes in base64."));
        }
        if (manifest.kind() == Kind.TRAINING_PLAN) {
            String variable = manifest.secretVariables().get(ManifestReader.SECRET);
            return variable == null
                    ? Map.of()
                    : Map.of(ManifestReader.SECRET, secret(manifest, variable, "the API key of its executor."));
        }
        if (manifest.kind() == Kind.ALERT_CHANNEL) {
            String variable = manifest.secretVariables().get(ManifestReader.SECRET);
            return variable == null
                    ? Map.of()
                    : Map.of(ManifestReader.SECRET, secret(manifest, variable, "the secret of its kind."));
        }
        if (manifest.kind() == Kind.RERANKER) {
            String variable = manifest.secretVariables().get(ManifestReader.API_KEY);
            return variable == null
                    ? Map.of()
                    : Map.of(ManifestReader.API_KEY, secret(manifest, variable, "the key of its endpoint."));
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        manifest.secretVariables()
                .forEach((name, variable) -> secrets.put(name, secret(manifest, variable, "its secret " + name + ".")));
        return secrets.isEmpty() ? Map.of() : Map.of("secrets", secrets);
    }

    private String secret(Manifest manifest, String variable, String meaning) {
        String secret = environment.getOrDefault(variable, "").strip();
        if (secret.isEmpty()) {
            String reason = switch (manifest.kind()) {
                case CONNECTOR -> "is new or has a new source";
                case TRAINING_PLAN -> "is new or has a new executor";
                case RERANKER -> "is new or has a new endpoint";
                case ALERT_CHANNEL -> "is new or has a new kind or address";
                default -> "is new";
            };
            throw new CannotContinue("%s: %s %s. Set %s to %s"
                    .formatted(manifest.origin(), manifest.title(), reason, variable, meaning));
        }
        return secret;
    }

    /// The documents that have to wait for others among them.
    ///
    /// @throws CannotContinue when one is refused for another reason
    private static List<Asked> waiting(List<Asked> asked, List<Plan> plans, List<Manifest> stored) {
        List<Asked> waiting = asked.stream().filter(each -> !each.isTaken()).toList();
        List<Manifest> moving = Stream.concat(
                        plans.stream().filter(plan -> !plan.changesNothing()).map(Plan::manifest),
                        waiting.stream().map(Asked::manifest))
                .toList();
        List<Manifest> brought = new ArrayList<>(stored);
        brought.addAll(moving);
        for (Asked each : waiting) {
            boolean waits = References.awaited(each.manifest(), each.answer(), brought).stream()
                    .anyMatch(moving::contains);
            if (!waits || plans.isEmpty()) {
                required(each.manifest(), each.answer());
            }
        }
        return waiting;
    }

    private static String titles(Asked waiting, List<Manifest> brought) {
        return References.awaited(waiting.manifest(), waiting.answer(), brought).stream()
                .map(Manifest::title)
                .collect(Collectors.joining(", "));
    }

    private static Asked ask(Services services, Manifest manifest, List<Manifest> stored) {
        Api service = services.of(manifest.kind().service());
        Answer answer = Waiting.settled(
                ON_ITS_WAY,
                () -> service.post(manifest.path() + "/diff", manifest.body()),
                seen -> References.awaited(manifest, seen, stored).isEmpty());
        return new Asked(manifest, answer);
    }

    private void store(Api service, Plan plan) {
        Manifest manifest = plan.manifest();
        if (plan.changesOwn()) {
            Map<String, Object> own = new LinkedHashMap<>(manifest.own());
            if (plan.needsSecrets()) {
                own.putAll(secrets(manifest));
            }
            required(
                    manifest,
                    plan.etag() == null
                            ? service.put(manifest.path(), own)
                            : service.send("PUT", manifest.path(), own, "If-Match", plan.etag()));
        }
        if (manifest.kind().isRegistered()) {
            storeVersion(service, plan);
        }
    }

    /// Concurrent runs with the same files create the same version: it is registered once under an idempotency
    /// key. If another version was registered in the meantime, no alias is moved to this one.
    private static void storeVersion(Api service, Plan plan) {
        Manifest manifest = plan.manifest();
        if (plan.makesVersion()) {
            String once = "apply " + manifest.title() + "@" + plan.to();
            Map<String, Object> version = manifest.part(Manifest.VERSION);
            Answer answer = Waiting.settled(
                    ON_ITS_WAY,
                    () -> service.send("POST", manifest.path() + "/versions", version, "Idempotency-Key", once),
                    seen -> !seen.problemSlug().equals("idempotency-key-in-use"));
            if (answer.problemSlug().equals("idempotency-key-reused")) {
                throw overtaken(plan, "This version is not registered. Run the command again.");
            }
            JsonNode made = required(manifest, answer);
            requireNumber(plan, made.path("version").asInt());
        }
        manifest.part(Manifest.ALIASES).forEach((alias, version) -> {
            if (plan.moves(alias)) {
                required(manifest, service.put(manifest.path() + "/aliases/" + alias, Map.of("version", version)));
            }
        });
    }

    private static void requireNumber(Plan plan, int made) {
        if (made != plan.to()) {
            throw overtaken(plan, "This one is version " + made + ". Compare both, and run the command again.");
        }
    }

    private static CannotContinue overtaken(Plan plan, String outcome) {
        Manifest manifest = plan.manifest();
        return new CannotContinue("%s: another user has registered version %d of %s in the meantime. %s"
                .formatted(manifest.origin(), plan.to(), manifest.title(), outcome));
    }

    private static JsonNode required(Manifest manifest, Answer answer) {
        try {
            return answer.expect(200, 201).body();
        } catch (StoryBroke e) {
            throw new CannotContinue(manifest.origin() + ": " + e.getMessage(), e);
        }
    }
}
